namespace Adjoint.Training;

/// <summary>Images of a folder, and which class each is of.</summary>
public sealed class ImageFolder
{
    internal ImageFolder(Dataset dataset, IReadOnlyList<string> classes, IReadOnlyList<string> files) => (Dataset, Classes, Files) = (dataset, classes, files);

    /// <summary>The images, channel after channel, and their classes.</summary>
    public Dataset Dataset { get; }

    /// <summary>The names of the classes, by their numbers.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The file of each row.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Deals the images out at random.</summary>
    /// <inheritdoc cref="Dataset.Split"/>
    public Split<Dataset> Split(double fraction, long seed) => Dataset.Split(fraction, seed);

    /// <summary>The images.</summary>
    public static implicit operator Dataset(ImageFolder folder) => (folder ?? throw new ArgumentNullException(nameof(folder))).Dataset;

    /// <summary>The images.</summary>
    public Dataset ToDataset() => Dataset;
}
