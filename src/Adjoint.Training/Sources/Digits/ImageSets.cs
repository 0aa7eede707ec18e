namespace Adjoint.Training;

/// <summary>Images and labels that come in four IDX files, in MNIST's own division: some to learn from and some to be tested on.</summary>
/// <param name="Training">What is learnt from: <c>Training.Split(0.9, seed: 1)</c> keeps some of it for judging.</param>
/// <param name="Test">What the end result is tested on, once.</param>
/// <param name="Classes">The names of the classes, by their numbers.</param>
public sealed record ImageSets(Dataset Training, Dataset Test, IReadOnlyList<string> Classes)
{
    /// <summary>Reads the files of a folder, plain or gzip.</summary>
    internal static ImageSets Open(string folder, string[] classes)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new(Pair(folder, "train", classes.Length), Pair(folder, "t10k", classes.Length), classes);
    }

    private static Dataset Pair(string folder, string name, int classes)
    {
        var images = Find(folder, $"{name}-images-idx3-ubyte");
        var set = Dataset.FromIdx(images, Find(folder, $"{name}-labels-idx1-ubyte"));
        return set is { FeatureCount: 28 * 28 } && set.Classes <= classes
            ? set
            : throw new InvalidDataException(
                $"'{images}' has images of {set.FeatureCount} pixels in {set.Classes} classes; 784 pixels (28×28) in {classes} classes are needed. Is it another data set's file?");
    }

    private static string Find(string folder, string name)
    {
        // Some copies have a full stop for the second hyphen.
        string[] names = [name, name + ".gz", name.Replace("-idx", ".idx", StringComparison.Ordinal), name.Replace("-idx", ".idx", StringComparison.Ordinal) + ".gz"];
        return names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"The folder '{folder}' does not have '{name}' or '{name}.gz'; it must have the four files train-… and t10k-… of images and labels.");
    }
}
