using System.Buffers.Binary;
using System.IO.Compression;

namespace Adjoint.Data;

/// <summary>The content of a file, plain or compressed with gzip. Memory grows with what arrives, never with what is announced.</summary>
internal static class DataFile
{
    /// <summary>What mends a file that is too short or too long.</summary>
    public const string Remedy = "It was cut off or something was appended; fetch it again.";

    /// <summary>The first allocation for the content; it doubles as it arrives.</summary>
    private const int FirstBytes = 1 << 16;

    /// <summary>The shortest gzip file: header 10, empty block 2, checksum 4, length 4.</summary>
    private const int ShortestGzip = 20;

    /// <summary>Hands the content of a file, and the length that it has or announces, to <paramref name="read"/>.</summary>
    /// <exception cref="InvalidDataException">It is no file, or no sound gzip file.</exception>
    public static T Read<T>(Stream stream, Func<Stream, long, T> read)
    {
        if (!stream.CanSeek)
            throw new InvalidDataException("it is a pipe or a device; a file is needed.");
        return IsGzip(stream) ? ReadGzip(stream, read) : read(stream, stream.Length);
    }

    /// <summary>Reads <paramref name="length"/> bytes and makes sure that nothing follows.</summary>
    /// <exception cref="InvalidDataException">The stream ends sooner or later.</exception>
    public static byte[] ReadToEnd(Stream stream, int length)
    {
        var values = new byte[Math.Min(length, FirstBytes)];
        var filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(values.AsSpan(filled), values.Length - filled, throwOnEndOfStream: false);
            if (filled < values.Length)
                throw new InvalidDataException($"it announces {length} bytes of values and ends after {filled}. {Remedy}");
            if (filled == length)
                break;
            Array.Resize(ref values, (int)Math.Min(length, 2L * values.Length));
        }

        if (stream.ReadByte() >= 0)
            throw new InvalidDataException($"it announces {length} bytes of values and holds more. {Remedy}");
        return values;
    }

    private static bool IsGzip(Stream stream)
    {
        Span<byte> magic = stackalloc byte[2];
        var count = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return count == magic.Length && magic is [0x1F, 0x8B];
    }

    private static T ReadGzip<T>(Stream stream, Func<Stream, long, T> read)
    {
        if (stream.Length < ShortestGzip)
            throw new InvalidDataException($"it has {stream.Length} bytes; the shortest gzip file has {ShortestGzip}. {Remedy}");

        // The last four bytes of a gzip file are the length of its content modulo 2³² (RFC 1952, 2.3.1). A file that was cut off or appended to
        // is thereby known before anything is allocated; the framework's reader may pass over both.
        Span<byte> contentLength = stackalloc byte[sizeof(uint)];
        stream.Position = stream.Length - contentLength.Length;
        stream.ReadExactly(contentLength);
        stream.Position = 0;
        using var content = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        return read(content, BinaryPrimitives.ReadUInt32LittleEndian(contentLength));
    }
}
