using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Adjoint.Training.Tests.Sources;

/// <summary>PNG files whose checksums are right and whose content need not be: they reach the decoder, where damaged ones do not.</summary>
internal static class HostilePng
{
    private static readonly (byte Colour, byte Channels, byte[] Depths)[] kinds = [(0, 1, [1, 2, 4, 8, 16]), (2, 3, [8, 16]), (3, 1, [1, 2, 4, 8]), (4, 2, [8, 16]), (6, 4, [8, 16])];

    /// <summary>An image of any kind, in which now and then something is not as it should be.</summary>
    public static byte[] Of(Random random)
    {
        var (colour, channels, depths) = kinds[random.Next(kinds.Length)];
        var depth = depths[random.Next(depths.Length)];
        var (width, height, isInterlaced) = (random.Next(1, 70), random.Next(1, 70), random.Next(3) == 0);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Seldom(random) ? random.Next() : width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Seldom(random) ? random.Next() : height);
        (header[8], header[9], header[12]) = (depth, colour, (byte)(isInterlaced ? 1 : 0));
        if (Seldom(random))
            header[random.Next(8, 13)] = (byte)random.Next(20);
        List<byte> file = [.. PngCheck.Signature, .. Part("IHDR", header)];
        if (random.Next(20) == 0)
            file.AddRange(Part("CgBI", Bytes(random, 4)));
        if (colour == 3 != Seldom(random))
            file.AddRange(Part("PLTE", Bytes(random, Seldom(random) ? random.Next(900) : 3 * random.Next(1, 257))));
        if (random.Next(3) == 0)
            file.AddRange(Part("tRNS", Bytes(random, Seldom(random) ? random.Next(300) : colour switch { 0 => 2, 2 => 6, _ => random.Next(1, 257) })));
        // Interlaced images have more lines, shorter ones.
        var pixels = Packed(random, Seldom(random) ? random.Next(12_000) : height * (1 + (width * channels * depth + 7) / 8) * (isInterlaced ? 2 : 1));
        var cut = random.Next(pixels.Length);
        file.AddRange(random.Next(2) == 0 ? Part("IDAT", pixels) : [.. Part("IDAT", pixels[..cut]), .. Part("IDAT", pixels[cut..])]);
        file.AddRange(Part("IEND", []));
        return [.. file];
    }

    /// <summary>A part with its length and its checksum.</summary>
    public static byte[] Part(string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        var (length, sum, remainder) = (new byte[4], new byte[4], ~0u);
        foreach (var octet in named)
        {
            remainder ^= octet;
            for (var bit = 0; bit < 8; bit++)
                remainder = (remainder & 1) != 0 ? remainder >> 1 ^ 0xEDB88320 : remainder >> 1;
        }
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, ~remainder);
        return [.. length, .. named, .. sum];
    }

    /// <summary>Bytes of which most are filters that there are; now and then such as do not unpack.</summary>
    private static byte[] Packed(Random random, int count)
    {
        var bytes = Bytes(random, count);
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(bytes[i] % 5);
        if (Seldom(random))
            bytes = Bytes(random, count);
        using var packed = new MemoryStream();
        using (var pixels = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            pixels.Write(bytes);
        return Seldom(random) && Damage.Of(packed.ToArray(), random) is { Length: > 1 } damaged ? damaged : packed.ToArray();
    }

    private static bool Seldom(Random random) => random.Next(12) == 0;

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
