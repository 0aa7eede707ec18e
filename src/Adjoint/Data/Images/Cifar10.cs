namespace Adjoint.Data;

/// <summary>
/// CIFAR-10: colour photographs of 32 by 32 pixels in ten classes, 50,000 to train on and 10,000 to test on, read from the files of its binary version.
/// Source: Krizhevsky, "Learning multiple layers of features from tiny images" (2009).
/// </summary>
/// <remarks>
/// Nothing is fetched: the files must be in the folder, plain or compressed with gzip. Each holds 10,000 records of 3,073 bytes. A row has 3,072
/// features, <c>[channel][line][column]</c>, channels red, green, blue; they stay bytes until a batch needs them, see <see cref="Dataset.FromBytes"/>.
/// </remarks>
public static class Cifar10
{
    private const int RecordsPerFile = 10_000;

    private static readonly CifarReader reader = new("CIFAR-10", labelBytes: 1, label: 0, classes: 10);

    /// <summary>The names of the classes, in their order.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Reads the 50,000 images of <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c>.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="scale">What a byte is multiplied by.</param>
    /// <param name="mean">What is then subtracted.</param>
    /// <param name="deviation">What is then divided by.</param>
    /// <exception cref="InvalidDataException">A file has another length, or a label above 9.</exception>
    /// <exception cref="IOException">A file is not there or cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or <paramref name="deviation"/> is not positive.</exception>
    public static Dataset ReadTraining(string folder, float scale = 1 / 255f, float mean = 0, float deviation = 1) => reader.Read(
        folder,
        ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"],
        RecordsPerFile,
        new ByteConversion(scale, mean, deviation));

    /// <summary>Reads the 10,000 images of <c>test_batch.bin</c>.</summary>
    /// <inheritdoc cref="ReadTraining"/>
    public static Dataset ReadTest(string folder, float scale = 1 / 255f, float mean = 0, float deviation = 1) =>
        reader.Read(folder, ["test_batch.bin"], RecordsPerFile, new ByteConversion(scale, mean, deviation));
}
