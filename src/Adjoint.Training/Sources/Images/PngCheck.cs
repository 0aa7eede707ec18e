using System.Buffers.Binary;
using System.IO.Compression;

namespace Adjoint.Training;

/// <summary>
/// Holds each part of a PNG file against its checksum, and what its pixels unpack to against its size, neither of which the decoder does: damage shows as such, not as other colours, and a small file
/// cannot fill the memory. Source: "Portable Network Graphics (PNG) Specification", W3C, sections 5 and 11.
/// </summary>
internal static class PngCheck
{
    /// <summary>Length and type before a part, and the checksum after it.</summary>
    private const int Before = 8, After = 4;

    /// <summary>Bytes of the part that comes first.</summary>
    private const int HeaderBytes = 13;

    /// <summary>Deflate packs no more into a byte.</summary>
    private const int MostPerByte = 1032;

    /// <summary>Unpacked, so much can do no harm.</summary>
    private const long Harmless = 1 << 26;

    /// <summary>What every file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <exception cref="InvalidDataException">A checksum is wrong, the file ends too soon, or more is packed in it than its size says.</exception>
    public static void Check(byte[] file)
    {
        List<Range> pixels = [];
        var (header, packed) = (default(Range), 0L);
        for (var start = Signature.Length; ;)
        {
            var (type, content) = Part(file, start);
            if (start == Signature.Length && (!type.SequenceEqual("IHDR"u8) || file[content].Length != HeaderBytes))
                throw new InvalidDataException("its first part is not its header.");
            header = start == Signature.Length ? content : header;
            if (type.SequenceEqual("IDAT"u8))
            {
                pixels.Add(content);
                packed += content.End.Value - content.Start.Value;
            }
            if (type.SequenceEqual("IEND"u8))
                break;
            start = content.End.Value + After;
        }
        if (packed * MostPerByte > Harmless)
            CheckUnpacked(file, pixels, RawBytes(file.AsSpan(header)));
    }

    /// <summary>The type of the part that starts at a byte, and where its content is.</summary>
    private static (byte[] Type, Range Content) Part(byte[] file, int start)
    {
        var rest = file.AsSpan(start);
        if (rest.Length < Before + After || BinaryPrimitives.ReadUInt32BigEndian(rest) > rest.Length - Before - After)
            throw new InvalidDataException($"it ends within a part, at byte {file.Length}. It was cut off; fetch it again.");
        var length = (int)BinaryPrimitives.ReadUInt32BigEndian(rest);
        var checksum = new Crc32();
        checksum.Add(rest.Slice(4, 4 + length));
        if (checksum.Value != BinaryPrimitives.ReadUInt32BigEndian(rest[(Before + length)..]))
            throw new InvalidDataException($"the checksum of the part at byte {start} is wrong. It is damaged; fetch it again.");
        return (rest.Slice(4, 4).ToArray(), (start + Before)..(start + Before + length));
    }

    /// <summary>The most bytes that pixels of a size have before they are packed: a line is a byte and its pixels, and interlaced images have more lines, shorter ones.</summary>
    private static long RawBytes(ReadOnlySpan<byte> header)
    {
        var (width, height, bits) = ((long)BinaryPrimitives.ReadUInt32BigEndian(header), (long)BinaryPrimitives.ReadUInt32BigEndian(header[4..]), header[8]);
        var channels = header[9] switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        const long mostSide = 1 << 24;
        return Math.Min(height, mostSide) * (Math.Min(width, mostSide) * channels * Math.Min(bits, (byte)16) / 8 + 6) + 64;
    }

    private static void CheckUnpacked(byte[] file, List<Range> pixels, long most)
    {
        using var packed = new MemoryStream();
        foreach (var part in pixels)
            packed.Write(file.AsSpan(part));
        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        var (buffer, total) = (new byte[1 << 16], 0L);
        while (unpacked.Read(buffer) is > 0 and var count)
        {
            total += count;
            if (total > most)
                throw new InvalidDataException($"it announces pixels of {most} bytes at most, and unpacks to more. It is damaged, or made to fill the memory.");
        }
    }
}
