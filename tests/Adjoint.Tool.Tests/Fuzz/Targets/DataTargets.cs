using System.Buffers.Binary;
using System.IO.Compression;
using Adjoint.Data;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>IDX files, plain and packed by gzip, alone and in pairs, and the records of CIFAR.</summary>
internal static class DataTargets
{
    private static readonly CifarReader cifar = new("CIFAR-10", labelBytes: 1, label: 0, classes: 10);

    public static IEnumerable<Target> All()
    {
        yield return new Target("idx", IdxFiles, ReadIdx, typeof(InvalidDataException));
        yield return new Target("idx-pair", IdxFiles, ReadPair, typeof(InvalidDataException));
        yield return new Target("gzip", GzipFiles, ReadIdx, typeof(InvalidDataException)) { Share = 8 };
        yield return new Target("gzip-inside", IdxFiles, ReadIdx, typeof(InvalidDataException)) { Packed = static content => Packed(content) };
        yield return new Target("cifar", () => [Packed(Records()), Packed(Records()[..3073])], ReadCifar, typeof(InvalidDataException)) { Share = 2 };
    }

    private static byte[][] IdxFiles() =>
    [
        Idx(0x08, [3, 2, 2]), Idx(0x08, [3]), Idx(0x09, [5]), Idx(0x0B, [2, 3]), Idx(0x0C, [3]), Idx(0x0D, [2, 2]), Idx(0x0E, [3, 1]), Idx(0x08, []), Idx(0x08, [0, 3]), Idx(0x08, [40, 28, 28]),
    ];

    private static byte[][] GzipFiles() =>
        [.. IdxFiles().SelectMany(static file => new[] { Packed(file), WithNames(file), [.. Packed(file), .. Packed(file)] }), Packed(new byte[70_000])];

    private static byte[] Idx(byte type, int[] shape)
    {
        var values = shape.Aggregate(1, static (all, size) => all * size) * IdxReader.Size((IdxType)type);
        var file = new byte[4 + 4 * shape.Length + values];
        (file[2], file[3]) = (type, (byte)shape.Length);
        for (var axis = 0; axis < shape.Length; axis++)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + 4 * axis), shape[axis]);
        for (var i = 0; i < values; i++)
            file[^(i + 1)] = (byte)(i % 10);
        return file;
    }

    /// <summary>Packed with one of the framework's three kinds of blocks, by its length.</summary>
    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        CompressionLevel[] levels = [CompressionLevel.Optimal, CompressionLevel.Fastest, CompressionLevel.NoCompression];
        using (var gzip = new GZipStream(packed, levels[content.Length % 3], leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    /// <summary>With all that a member's header may have.</summary>
    private static byte[] WithNames(byte[] content)
    {
        byte[] header = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 4, 0, 1, 2, 3, 4, (byte)'a', 0, (byte)'b', 0];
        var checksum = new Crc32();
        checksum.Add(header);
        return [.. header, (byte)checksum.Value, (byte)(checksum.Value >> 8), .. Packed(content)[10..]];
    }

    private static string ReadIdx(byte[] file)
    {
        var read = IdxReader.Open(new MemoryStream(file), "file").ReadValues();
        _ = read.ToFloats();
        if (read.Type is not (IdxType.Single or IdxType.Double))
            _ = read.ToIntegers();
        return $"{read.Type} on {read.Shape.Count} axes";
    }

    /// <summary>A file as images with sound labels, and as labels with sound images.</summary>
    private static string ReadPair(byte[] file)
    {
        var (path, images, labels) = (Scratch.File("idx", file), Scratch.File("images", Idx(0x08, [3, 2, 2])), Scratch.File("labels", Idx(0x08, [3])));
        return file.Length % 2 == 0 ? $"{Dataset.FromIdx(path, labels).Rows} images" : $"{Dataset.FromIdx(images, path).Rows} labels";
    }

    private static byte[] Records() => [.. Enumerable.Range(0, 2).SelectMany(static record => Enumerable.Range(0, 1 + CifarReader.PixelBytes).Select(i => (byte)(i == 0 ? record : i / 8)))];

    private static string ReadCifar(byte[] file)
    {
        cifar.ReadFile(new MemoryStream(file), "file", new byte[2 * CifarReader.PixelBytes], new int[2]);
        return "two records";
    }
}
