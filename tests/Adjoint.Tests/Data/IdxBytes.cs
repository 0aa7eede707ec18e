using System.Buffers.Binary;
using System.IO.Compression;
using Adjoint.Data;

namespace Adjoint.Tests.Data;

/// <summary>IDX files made by hand.</summary>
internal static class IdxBytes
{
    /// <summary>A header and values as they stand.</summary>
    public static byte[] File(byte type, int[] shape, byte[] values)
    {
        var header = new byte[4 + 4 * shape.Length];
        header[2] = type;
        header[3] = (byte)shape.Length;
        for (var axis = 0; axis < shape.Length; axis++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * axis), shape[axis]);
        return [.. header, .. values];
    }

    /// <summary>Bytes 0, 1, 2 … of a shape.</summary>
    public static byte[] Counting(params int[] shape) =>
        File(0x08, shape, [.. Enumerable.Range(0, shape.Aggregate(1, static (a, b) => a * b)).Select(static i => (byte)i)]);

    public static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return compressed.ToArray();
    }

    public static IdxFile Read(byte[] file)
    {
        using var stream = new MemoryStream(file, writable: false);
        return IdxReader.Open(stream, "digits.idx").ReadValues();
    }
}
