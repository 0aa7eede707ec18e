using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using Adjoint.Data;
using Adjoint.Tests.Harness;
using Adjoint.Training;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Images, by the files of tests/Golden/images.py: as they are, with checksums that fit what was changed, and changed before they are packed.</summary>
internal static class ImageTargets
{
    private static readonly string[] words = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "CgBI", "gAMA", "\u00FF", "BM"];

    public static IEnumerable<Target> All()
    {
        yield return new Target("png", static () => Files("png", "palette"), Read, typeof(InvalidDataException)) { Words = words, Packed = WithChecksums };
        yield return new Target("png-inside", Lines, Read, typeof(InvalidDataException)) { Packed = WithHeader, Words = words };
        yield return new Target("jpeg", static () => Files("jpeg", "progressive"), Read, typeof(InvalidDataException)) { Change = OfMarkers };
        yield return new Target("bmp", static () => Files("bmp"), Read, typeof(InvalidDataException));
    }

    private static byte[][] Files(params string[] names)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "Golden", "images.json")));
        return [.. names.Select(name => json.RootElement.GetProperty("files").GetProperty(name).GetBytesFromBase64())];
    }

    private static string Read(byte[] file)
    {
        var options = new ImageOptions { MaxPixels = 100_000, Channels = file.Length % 2 == 0 ? 3 : 1 };
        var image = ImageDecoder.Decode(file, options);
        image.CopyTo(5, 4, file.Length % 4 < 2 ? ImageFit.Crop : ImageFit.Stretch, new byte[options.Channels * 5 * 4]);
        return $"an image that is {(image.Width < image.Height ? "high" : "wide")}";
    }

    /// <summary>Gives every part of a PNG file that is whole its checksum.</summary>
    private static byte[] WithChecksums(byte[] content)
    {
        byte[] file = [.. content];
        for (var start = PngCheck.Signature.Length; file.Length - start >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(start));
            if (length > file.Length - start - 12)
                break;
            var checksum = new Crc32();
            checksum.Add(file.AsSpan(start + 4, 4 + (int)length));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(start + 8 + (int)length), checksum.Value);
            start += 12 + (int)length;
        }
        return file;
    }

    /// <summary>Headers with the lines that they announce: grey, colours, a palette, transparency, and interlaced.</summary>
    private static byte[][] Lines() => [.. new (byte Depth, byte Colour, byte Interlaced, int LineBytes)[] { (8, 0, 0, 6), (8, 2, 0, 16), (2, 3, 0, 3), (8, 6, 0, 21), (16, 4, 0, 21), (1, 0, 1, 3) }
        .Select(static kind => (byte[])
        [
            0, 0, 0, 5, 0, 0, 0, 7, kind.Depth, kind.Colour, 0, 0, kind.Interlaced,
            .. Enumerable.Range(0, 9 * kind.LineBytes).Select(i => (byte)(i % kind.LineBytes == 0 ? i / kind.LineBytes % 5 : i)),
        ])];

    /// <summary>A PNG file of thirteen bytes of header and the lines of pixels after them.</summary>
    private static byte[] WithHeader(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(content.AsSpan(Math.Min(13, content.Length)));
        return WithChecksums(
        [
            .. PngCheck.Signature, .. Part("IHDR"u8, content[..Math.Min(13, content.Length)]), .. Part("PLTE"u8, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
            .. Part("IDAT"u8, packed.ToArray()), .. Part("IEND"u8, []),
        ]);
    }

    private static byte[] Part(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. type, .. content, 0, 0, 0, 0];
    }

    /// <summary>A segment of a JPEG file once more, elsewhere, or away; its length stays right.</summary>
    private static byte[] OfMarkers(byte[] file, Random random)
    {
        List<Range> segments = [];
        for (var start = 2; start + 4 <= file.Length && file[start] == 0xFF && start + 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(start + 2)) is var end && end <= file.Length; start = end)
            segments.Add(start..end);
        if (segments.Count == 0)
            return file;
        var (one, other) = (segments[random.Next(segments.Count)], segments[random.Next(segments.Count)]);
        var (place, length) = one.GetOffsetAndLength(file.Length);
        byte[] changed = [.. file];
        changed[place + Math.Min(length - 1, 4 + random.Next(16))] = (byte)random.Next(256);
        return random.Next(4) switch
        {
            0 => Mutator.Replaced(file, place, length, []),
            1 => Mutator.Replaced(file, other.Start.Value, 0, file.AsSpan(place, length)),
            _ => changed,
        };
    }
}
