namespace Digits;

/// <summary>The digits to learn from and those to test on.</summary>
internal static class DigitFiles
{
    /// <summary>The mean brightness of MNIST's training pixels, from 0 to 1, and its deviation: inputs of mean 0 and deviation 1 are learnt from sooner.</summary>
    public const float Mean = 0.1307f, Deviation = 0.3081f;

    /// <summary>The share of the digits that come with the program that is learnt from.</summary>
    private const double TrainingShare = 0.8;

    /// <summary>Reads MNIST's own division from the folder that was asked for, or divides the 10,000 digits beside the program.</summary>
    public static (Dataset Training, Dataset Test) Read(Options options) => options.Data is { } folder
        ? (ReadPair(folder, "train"), ReadPair(folder, "t10k"))
        : ReadPair(Path.Combine(AppContext.BaseDirectory, "data"), "t10k").Split(TrainingShare, options.Seed);

    private static Dataset ReadPair(string folder, string name)
    {
        var images = Find(folder, $"{name}-images-idx3-ubyte");
        var digits = Dataset.FromIdx(images, Find(folder, $"{name}-labels-idx1-ubyte"), mean: Mean, deviation: Deviation);
        if (digits.FeatureCount == Session.Pixels && digits.Classes <= Session.Classes)
            return digits;
        throw new InvalidDataException(
            $"'{images}' has images of {digits.FeatureCount} pixels in {digits.Classes} classes; digits have {Session.Pixels} pixels and "
            + $"{Session.Classes} classes. Give a folder with MNIST's files.");
    }

    private static string Find(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path))
            return path;
        if (File.Exists(path + ".gz"))
            return path + ".gz";
        throw new FileNotFoundException($"The folder '{folder}' has neither '{name}' nor '{name}.gz'; samples/Digits/data/README.md says where to get it.");
    }
}
