namespace Adjoint.Data;

/// <summary>
/// CIFAR-100: colour photographs of 32 by 32 pixels in a hundred classes, which form twenty groups of five; 50,000 to train on and 10,000 to test on, read
/// from the files of its binary version. Source: Krizhevsky, "Learning multiple layers of features from tiny images" (2009).
/// </summary>
/// <remarks>
/// Nothing is fetched: the files must be in the folder, plain or compressed with gzip, of records of 3,074 bytes. A row is as in <see cref="Cifar10"/>.
/// </remarks>
public static class Cifar100
{
    private const int TrainingRecords = 50_000;
    private const int TestRecords = 10_000;

    // A record's first label is its group, the second its class.
    private static readonly CifarReader groups = new("CIFAR-100", labelBytes: 2, label: 0, classes: 20);
    private static readonly CifarReader classes = new("CIFAR-100", labelBytes: 2, label: 1, classes: 100);

    /// <summary>Reads the 50,000 images of <c>train.bin</c>.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="scale">What a byte is multiplied by.</param>
    /// <param name="mean">What is then subtracted.</param>
    /// <param name="deviation">What is then divided by.</param>
    /// <param name="coarse">Whether a row's label is its group, from 0 to 19, and not its class.</param>
    /// <exception cref="InvalidDataException">The file has another length, or a label that is none.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or <paramref name="deviation"/> is not positive.</exception>
    public static Dataset ReadTraining(string folder, float scale = 1 / 255f, float mean = 0, float deviation = 1, bool coarse = false) =>
        Reader(coarse).Read(folder, ["train.bin"], TrainingRecords, new ByteConversion(scale, mean, deviation));

    /// <summary>Reads the 10,000 images of <c>test.bin</c>.</summary>
    /// <inheritdoc cref="ReadTraining"/>
    public static Dataset ReadTest(string folder, float scale = 1 / 255f, float mean = 0, float deviation = 1, bool coarse = false) =>
        Reader(coarse).Read(folder, ["test.bin"], TestRecords, new ByteConversion(scale, mean, deviation));

    private static CifarReader Reader(bool coarse) => coarse ? groups : classes;
}
