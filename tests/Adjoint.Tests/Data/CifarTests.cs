using Adjoint.Data;
using Adjoint.Tests.Files;

namespace Adjoint.Tests.Data;

/// <summary>Whole data sets from a folder; what a file may do wrong is in <see cref="CifarReaderTests"/>.</summary>
public sealed class CifarTests
{
    private const int Records = 10_000;

    [Fact]
    public void Training_and_test_images_of_CIFAR_10_are_read_in_order()
    {
        using var scratch = new ScratchDirectory();
        // Compressed, because all six have 180 MB; with and without the name that says so.
        for (var file = 1; file <= 5; file++)
            scratch.Write(file % 2 == 0 ? $"data_batch_{file}.bin" : $"data_batch_{file}.bin.gz", IdxBytes.Gzip(CifarBytes.File(Records, labelBytes: 1, seed: file)));
        var plain = CifarBytes.File(Records, labelBytes: 1, seed: 6);
        var folder = Path.GetDirectoryName(scratch.Write("test_batch.bin", plain))!;

        var training = Cifar10.ReadTraining(folder, scale: 1);
        Assert.Equal((50_000, 3072, 10), (training.Rows, training.FeatureCount, training.Classes));
        foreach (var row in new[] { 0, 1, 9_999, 10_000, 34_567, 49_999 })
            CifarBytes.AssertRecord(CifarBytes.Record(row % Records, labelBytes: 1, seed: row / Records + 1), labelBytes: 1, label: 0, training, row);

        var test = Cifar10.ReadTest(folder, mean: 0.5f, deviation: 0.25f);
        Assert.Equal((10_000, 3072, 10), (test.Rows, test.FeatureCount, test.Classes));
        var x = new float[3072];
        test.CopyRow(77, x);
        Assert.Equal(plain[77 * 3073], test.Label(77));
        Assert.Equal((plain[77 * 3073 + 1] / 255.0 - 0.5) / 0.25, x[0], 1e-6);
        Assert.Equal(10, Cifar10.ClassNames.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Classes_and_groups_of_CIFAR_100_are_read(bool coarse)
    {
        using var scratch = new ScratchDirectory();
        var folder = Path.GetDirectoryName(scratch.Write("test.bin", CifarBytes.File(Records, labelBytes: 2, seed: 1)))!;
        var test = Cifar100.ReadTest(folder, scale: 1, coarse: coarse);
        Assert.Equal((10_000, 3072, coarse ? 20 : 100), (test.Rows, test.FeatureCount, test.Classes));
        foreach (var row in new[] { 0, 1, 9_999 })
            CifarBytes.AssertRecord(CifarBytes.Record(row, labelBytes: 2, seed: 1), labelBytes: 2, label: coarse ? 0 : 1, test, row);
        Assert.Contains("'train.bin.gz'", Assert.Throws<FileNotFoundException>(() => Cifar100.ReadTraining(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_the_files_is_refused()
    {
        using var scratch = new ScratchDirectory();
        var folder = Path.GetDirectoryName(scratch.Write("data_batch_1.bin", []))!;
        var missing = Assert.Throws<FileNotFoundException>(() => Cifar10.ReadTraining(folder)).Message;
        Assert.Contains($"'{folder}' has neither 'data_batch_2.bin' nor 'data_batch_2.bin.gz'", missing, StringComparison.Ordinal);
        Assert.Contains("the folder into which the binary version of CIFAR-10 was unpacked", missing, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Cifar10.ReadTest(""));
        Assert.Throws<ArgumentNullException>(() => Cifar10.ReadTest(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cifar10.ReadTest(folder, deviation: 0));
    }

    [Fact]
    public void A_file_of_another_length_is_refused_by_name()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("test_batch.bin", new byte[3073]);
        var refusal = Assert.Throws<InvalidDataException>(() => Cifar10.ReadTest(Path.GetDirectoryName(path)!)).Message;
        Assert.Contains(
            $"'{path}' cannot be read as a file of CIFAR-10: it needs 10000 records of 3073 bytes, 30730000 in all, and holds 3073.", refusal, StringComparison.Ordinal);
    }
}
