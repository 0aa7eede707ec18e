using System.IO.Compression;
using System.Security.Cryptography;
using Adjoint.Data;

namespace Adjoint.Tests.Data;

/// <summary>The MNIST digits that come with the samples.</summary>
public sealed class DigitsTests
{
    private static string Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Dsl.sln")))
                folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests must run inside the repository: no folder above them holds Dsl.sln.");
            return Path.Combine(folder.FullName, "samples", "Digits", "data");
        }
    }

    [Theory]
    [InlineData("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")]
    [InlineData("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")]
    public void The_files_are_the_published_ones(string name, string hash)
    {
        using var file = File.OpenRead(Path.Combine(Folder, name + ".gz"));
        using var content = new GZipStream(file, CompressionMode.Decompress);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    [Fact]
    public void The_digits_are_read()
    {
        var digits = Dataset.FromIdx(Path.Combine(Folder, "t10k-images-idx3-ubyte.gz"), Path.Combine(Folder, "t10k-labels-idx1-ubyte.gz"));
        Assert.Equal((10_000, 784, 10), (digits.Rows, digits.FeatureCount, digits.Classes));
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], Enumerable.Range(0, 10).Select(digits.Label));
        var x = new float[784];
        digits.CopyRow(0, x);
        Assert.Equal((0f, 1f), (x.Min(), x.Max()), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 0.01f);
    }
}
