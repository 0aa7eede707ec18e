using System.Buffers.Binary;
using System.IO.Compression;

namespace Adjoint.Data;

/// <summary>Reads IDX files and trusts none of their numbers: memory grows with what arrives, never with what is announced.</summary>
internal static class IdxReader
{
    /// <summary>The first allocation for the values; it doubles as they arrive.</summary>
    private const int FirstBytes = 1 << 16;

    /// <summary>The shortest gzip file: header 10, empty block 2, checksum 4, length 4.</summary>
    private const int ShortestGzip = 20;

    private const string Remedy = "It was cut off or something was appended; fetch it again.";

    /// <summary>Bytes an element.</summary>
    public static int Size(IdxType type) => type switch
    {
        IdxType.Double => 8,
        IdxType.Int32 or IdxType.Single => 4,
        IdxType.Int16 => 2,
        _ => 1,
    };

    /// <summary>Reads a file; <paramref name="source"/> names it in messages.</summary>
    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    public static IdxFile Read(Stream stream, string source)
    {
        try
        {
            if (!stream.CanSeek)
                throw new InvalidDataException("it is a pipe or a device; a file is needed.");
            return IsGzip(stream) ? ReadGzip(stream) : ReadContent(stream, stream.Length);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"'{source}' cannot be read as an IDX file: {fault.Message}", fault);
        }
    }

    private static bool IsGzip(Stream stream)
    {
        Span<byte> magic = stackalloc byte[2];
        var count = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return count == magic.Length && magic is [0x1F, 0x8B];
    }

    private static IdxFile ReadGzip(Stream stream)
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
        return ReadContent(content, BinaryPrimitives.ReadUInt32LittleEndian(contentLength));
    }

    private static IdxFile ReadContent(Stream stream, long available)
    {
        var (type, shape) = ReadHeader(stream);
        var length = 1L;
        foreach (var size in shape)
        {
            // Both factors are below 2³¹, so the product cannot overflow before it is refused.
            length *= size;
            if (length > Array.MaxLength)
                throw new InvalidDataException($"it announces {shape.Length} axes with more than {Array.MaxLength} values; no array can hold them.");
        }

        var bytes = length * Size(type);
        var found = available - HeaderBytes(shape.Length);
        if (bytes > Array.MaxLength)
            throw new InvalidDataException($"it announces {bytes} bytes of values; at most {Array.MaxLength} can be read.");
        if (bytes != found)
            throw new InvalidDataException($"it announces {length} values of type {type}, {bytes} bytes, and holds {found}. {Remedy}");
        return new IdxFile(type, shape, (int)length, ReadValues(stream, (int)bytes));
    }

    private static int HeaderBytes(int axes) => 4 + 4 * axes;

    private static (IdxType Type, int[] Shape) ReadHeader(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderBytes(byte.MaxValue)];
        Fill(stream, header[..4]);
        if (header[0] != 0 || header[1] != 0)
        {
            throw new InvalidDataException(
                $"it starts with the bytes {header[0]:X2} {header[1]:X2}; an IDX file starts with 00 00, a compressed one with 1F 8B.");
        }

        var type = (IdxType)header[2];
        if (!Enum.IsDefined(type))
            throw new InvalidDataException($"its elements are of type {header[2]:X2}; the format knows 08, 09, 0B, 0C, 0D and 0E.");

        var shape = new int[header[3]];
        var sizes = header[4..HeaderBytes(shape.Length)];
        Fill(stream, sizes);
        for (var axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = BinaryPrimitives.ReadInt32BigEndian(sizes[(4 * axis)..]);
            if (shape[axis] < 0)
                throw new InvalidDataException($"it announces {(uint)shape[axis]} entries on axis {axis}; at most {int.MaxValue} can be read.");
        }

        return (type, shape);
    }

    private static void Fill(Stream stream, Span<byte> header)
    {
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            throw new InvalidDataException($"it ends within the header. {Remedy}");
    }

    /// <summary>Reads all that is announced and makes sure that nothing follows.</summary>
    private static byte[] ReadValues(Stream stream, int length)
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
}
