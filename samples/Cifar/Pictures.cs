namespace Cifar;

/// <summary>The pictures to learn from and those to test on.</summary>
/// <param name="Training">With pixels from 0 to 1.</param>
/// <param name="Test">The same.</param>
/// <param name="Kind">What they are, for people.</param>
internal sealed record Pictures(Dataset Training, Dataset Test, string Kind)
{
    private const int MadeUp = 2500;

    /// <summary>CIFAR-10 from a folder, or where none is given pictures made up for the purpose.</summary>
    public static Pictures Read(string? folder)
    {
        if (folder is not null)
            return new(Cifar10.ReadTraining(folder), Cifar10.ReadTest(folder), "CIFAR-10");
        var (training, test) = SyntheticImages.Create(classes: 10, MadeUp, seed: 1).Split(0.8, seed: 1);
        return new(training, test, "synthetic pictures of ten shapes, NOT CIFAR-10: give a folder with its binary files to learn from that");
    }
}
