using System.Buffers.Binary;
using System.IO.Compression;

namespace Generative;

/// <summary>Draws pictures beside each other into a PNG file.</summary>
internal static class Sheet
{
    private const int Scale = 4, Gap = 4;

    /// <summary>Writes some pictures, so many a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pictures">Pictures from 0, white, to 1, black.</param>
    /// <param name="side">The pixels of a side.</param>
    /// <param name="columns">The pictures of a line.</param>
    public static void Write(string path, ReadOnlySpan<float> pictures, int side, int columns)
    {
        var (count, cell) = (pictures.Length / (side * side), side * Scale + Gap);
        var lines = (count + columns - 1) / columns;
        var (width, height) = (columns * cell + Gap, lines * cell + Gap);
        // Each line of a PNG begins with the number of its filter, 0 for none.
        var pixels = new byte[(width + 1) * height];
        Array.Fill(pixels, (byte)0xFF);
        for (var y = 0; y < height; y++)
            pixels[y * (width + 1)] = 0;
        for (var i = 0; i < pictures.Length; i++)
        {
            var (picture, pixel) = Math.DivRem(i, side * side);
            var (top, left) = (Gap + picture / columns * cell + pixel / side * Scale, Gap + picture % columns * cell + pixel % side * Scale);
            var grey = (byte)Math.Round(255 * (1 - Math.Clamp(pictures[i], 0, 1)));
            for (var y = top; y < top + Scale; y++)
                pixels.AsSpan(y * (width + 1) + 1 + left, Scale).Fill(grey);
        }
        using var file = File.Create(path);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        Chunk(file, "IHDR", header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(pixels);
        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
    }

    private static void Chunk(Stream file, string kind, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] named = [.. kind.Select(static letter => (byte)letter), .. data];
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(named));
        file.Write(number);
    }

    /// <summary>CRC-32 bit by bit, as the PNG specification's appendix has it.</summary>
    private static uint Checksum(byte[] data)
    {
        var sum = 0xFFFFFFFFu;
        foreach (var octet in data)
        {
            sum ^= octet;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? 0xEDB88320u ^ (sum >> 1) : sum >> 1;
        }
        return ~sum;
    }
}
