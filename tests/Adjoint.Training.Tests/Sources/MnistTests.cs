using System.Buffers.Binary;
using System.IO.Compression;
using Adjoint.Training.Tests.Harness;
using static Adjoint.Training.Tests.Tables.Tables;

namespace Adjoint.Training.Tests.Sources;

/// <summary>The four files of MNIST and its relatives.</summary>
public sealed class MnistTests
{
    [Fact]
    public void Four_files_are_two_sets()
    {
        using var scratch = new ScratchDirectory();
        Write(scratch, "train", rows: 50, gzip: true);
        Write(scratch, "t10k", rows: 7, gzip: false);
        var digits = Mnist.Read(scratch.Path);
        Assert.Equal((50, 7, 784), (digits.Training.Rows, digits.Test.Rows, digits.Training.FeatureCount));
        Assert.Equal("ankle boot", FashionMnist.Read(scratch.Path).Classes[9]);
        Split<Dataset> parts = digits.Training.Split(0.9, seed: 1);
        Assert.Equal((45, 5), (parts.Training.Rows, parts.Validation.Rows));
    }

    [Fact]
    public void What_is_missing_or_something_else_is_refused()
    {
        using var scratch = new ScratchDirectory();
        Assert.Contains("does not have 'train-images-idx3-ubyte'", Refusal<FileNotFoundException>(() => Mnist.Read(scratch.Path)));
        Write(scratch, "train", rows: 5, gzip: false, side: 27);
        Assert.Contains("has images of 729 pixels", Refusal<InvalidDataException>(() => Mnist.Read(scratch.Path)));
    }

    private static void Write(ScratchDirectory scratch, string name, int rows, bool gzip, int side = 28)
    {
        Save(scratch, $"{name}-images-idx3-ubyte", [rows, side, side], new byte[rows * side * side], gzip);
        Save(scratch, $"{name}-labels-idx1-ubyte", [rows], [.. Enumerable.Range(0, rows).Select(static i => (byte)(i % 10))], gzip);
    }

    private static void Save(ScratchDirectory scratch, string name, int[] shape, byte[] values, bool gzip)
    {
        var header = new byte[4 + 4 * shape.Length];
        (header[2], header[3]) = (8, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), shape[i]);
        using var stream = new MemoryStream();
        using (Stream content = gzip ? new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true) : new BufferedStream(stream))
        {
            content.Write(header);
            content.Write(values);
            content.Flush();
            scratch.Write(name + (gzip ? ".gz" : ""), gzip ? [] : stream.ToArray());
        }
        if (gzip)
            scratch.Write(name + ".gz", stream.ToArray());
    }
}
