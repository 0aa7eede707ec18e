using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>Rows of features, each with a class label or with a row of float targets.</summary>
/// <remarks>The arrays handed over are kept, not copied: do not change them afterwards. Splits share them.</remarks>
public sealed class Dataset
{
    private readonly FeatureTable features;
    private readonly int[] labels;
    private readonly float[] targets;

    /// <summary>The rows of the table that are rows here; null when they are the first ones, in order.</summary>
    private readonly int[]? index;

    /// <summary>Rows with a class label each.</summary>
    /// <param name="features">Row-major, <paramref name="featureCount"/> values a row.</param>
    /// <param name="featureCount">Values a row.</param>
    /// <param name="labels">The class of each row, from 0; or any negative number for what the network is to ignore.</param>
    /// <exception cref="ArgumentException">The features are no whole number of rows, or the labels are not as many.</exception>
    public Dataset(float[] features, int featureCount, int[] labels)
        : this(new FloatTable(features ?? throw new ArgumentNullException(nameof(features)), featureCount), labels)
    {
    }

    /// <summary>Rows with float targets each.</summary>
    /// <param name="features">Row-major, <paramref name="featureCount"/> values a row.</param>
    /// <param name="featureCount">Values a row.</param>
    /// <param name="targets">Row-major, <paramref name="targetCount"/> values a row.</param>
    /// <param name="targetCount">Targets a row.</param>
    /// <exception cref="ArgumentException">The features are no whole number of rows, or the targets are not as many rows.</exception>
    public Dataset(float[] features, int featureCount, float[] targets, int targetCount)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetCount, 1);
        this.features = new FloatTable(features ?? throw new ArgumentNullException(nameof(features)), featureCount);
        this.targets = targets;
        labels = [];
        Rows = this.features.Rows;
        TargetCount = targetCount;
        if (targets.Length != (long)Rows * targetCount)
        {
            throw new ArgumentException(
                $"{Rows} rows with {targetCount} targets each need {(long)Rows * targetCount} targets; there are {targets.Length}.", nameof(targets));
        }
    }

    /// <summary>Rows of a table with a class label each.</summary>
    internal Dataset(FeatureTable features, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        this.features = features;
        this.labels = labels;
        targets = [];
        Rows = features.Rows;
        if (labels.Length != Rows)
            throw new ArgumentException($"{Rows} rows need {Rows} labels; there are {labels.Length}.", nameof(labels));
        foreach (var label in labels)
            Classes = Math.Max(Classes, label == int.MaxValue ? label : label + 1);
    }

    private Dataset(Dataset whole, int[]? index, int rows)
    {
        features = whole.features;
        labels = whole.labels;
        targets = whole.targets;
        TargetCount = whole.TargetCount;
        Classes = whole.Classes;
        this.index = index;
        Rows = rows;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Features a row.</summary>
    public int FeatureCount => features.FeatureCount;

    /// <summary>Targets a row; 0 when rows have labels.</summary>
    public int TargetCount { get; }

    /// <summary>
    /// The highest label plus one; negative labels are no classes. 0 when there are no others or when rows have targets. A part has as many as the whole.
    /// </summary>
    public int Classes { get; }

    /// <summary>Rows of bytes with a class label each; <c>(x · scale − mean) / std</c> is taken when a row is copied.</summary>
    /// <param name="features">Row-major, <paramref name="featureCount"/> bytes a row.</param>
    /// <param name="featureCount">Bytes a row.</param>
    /// <param name="labels">The class of each row, from 0; or any negative number for what the network is to ignore.</param>
    /// <param name="scale">What a byte is multiplied by.</param>
    /// <param name="mean">What is then subtracted.</param>
    /// <param name="std">What is then divided by.</param>
    /// <exception cref="ArgumentException">
    /// The features are no whole number of rows, the labels are not as many, or a number is not finite or not positive where it must be.
    /// </exception>
    public static Dataset FromBytes(byte[] features, int featureCount, int[] labels, float scale = 1 / 255f, float mean = 0, float std = 1) =>
        new(new ByteTable(features ?? throw new ArgumentNullException(nameof(features)), featureCount, new ByteConversion(scale, mean, std)), labels);

    /// <summary>Reads images and labels such as MNIST's from two IDX files, plain or gzip. The images stay bytes; see <see cref="FromBytes"/>.</summary>
    /// <param name="imagesPath">Unsigned bytes; the first axis counts the images, the others are a row's features.</param>
    /// <param name="labelsPath">Integers with one axis.</param>
    /// <param name="scale">What a byte is multiplied by.</param>
    /// <param name="mean">What is then subtracted.</param>
    /// <param name="std">What is then divided by.</param>
    /// <exception cref="InvalidDataException">A file is malformed, of another type or shape, or the two do not belong together.</exception>
    /// <exception cref="IOException">A file cannot be opened or read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or <paramref name="std"/> is not positive.</exception>
    public static Dataset FromIdx(string imagesPath, string labelsPath, float scale = 1 / 255f, float mean = 0, float std = 1)
    {
        var conversion = new ByteConversion(scale, mean, std);
        ArgumentException.ThrowIfNullOrEmpty(imagesPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        using var imageFile = new FileStream(imagesPath, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var labelFile = new FileStream(labelsPath, FileMode.Open, FileAccess.Read, FileShare.Read);
        // Both headers come first: a file that does not belong here may unpack to gigabytes.
        var (images, labels) = (IdxReader.Open(imageFile, imagesPath), IdxReader.Open(labelFile, labelsPath));
        IdxPair.Check(images, labels);
        var classes = labels.ReadValues().ToIntegers();
        return new Dataset(new ByteTable(images.ReadValues().Values, images.Length / images.Shape[0], conversion), classes);
    }

    /// <summary>Deals the rows out at random, <paramref name="fraction"/> of them (to the nearest row) to the first part, the rest to the second.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    /// <param name="seed">Equal seeds give equal parts, on every machine.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not from 0 to 1.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, ulong seed)
    {
        if (!(fraction is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"The fraction is {fraction}; it must be from 0 to 1.");
        var rows = new int[Rows];
        CopyIndex(rows);
        new CounterRandom(seed, CounterRandom.StreamOf("Dataset.Split")).Shuffle(rows);
        var count = (int)Math.Round(fraction * Rows, MidpointRounding.AwayFromZero);
        return (new Dataset(this, rows[..count], count), new Dataset(this, rows[count..], Rows - count));
    }

    /// <summary>The first <paramref name="count"/> rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or above <see cref="Rows"/>.</exception>
    public Dataset Take(int count)
    {
        if (count < 0 || count > Rows)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} rows were asked for; there are {Rows}.");
        return new Dataset(this, index, count);
    }

    /// <summary>Copies the features of row <paramref name="row"/>.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    /// <param name="x">Receives <see cref="FeatureCount"/> floats.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> has another length.</exception>
    public void Row(int row, Span<float> x)
    {
        if (x.Length != FeatureCount)
            throw new ArgumentException($"A row has {FeatureCount} features; the span has {x.Length}.", nameof(x));
        features.CopyRow(Locate(row), x);
    }

    /// <summary>The class of row <paramref name="row"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The rows have targets, not labels.</exception>
    public int Label(int row)
    {
        if (TargetCount > 0)
            throw new InvalidOperationException($"The rows of this data set have {TargetCount} targets and no labels; use {nameof(Target)}.");
        return labels[Locate(row)];
    }

    /// <summary>The <see cref="TargetCount"/> targets of row <paramref name="row"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The rows have labels, not targets.</exception>
    public ReadOnlySpan<float> Target(int row)
    {
        if (TargetCount == 0)
            throw new InvalidOperationException($"The rows of this data set have labels and no targets; use {nameof(Label)}.");
        return targets.AsSpan(Locate(row) * TargetCount, TargetCount);
    }

    /// <summary>
    /// The mean and the deviation of each channel's values over all rows, for <see cref="Augmentation.Normalise"/>. A row's first part is its first channel,
    /// and so on; the deviation's divisor is the number of values.
    /// </summary>
    /// <param name="channels">The number of channels; 1 for the statistics of all values.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="channels"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A row is not so many channels of equal length.</exception>
    /// <exception cref="InvalidOperationException">There are no rows.</exception>
    public (float[] Mean, float[] Deviation) ChannelStatistics(int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (FeatureCount % channels != 0)
            throw new ArgumentException($"{FeatureCount} features a row are not {channels} channels of equal length.", nameof(channels));
        if (Rows == 0)
            throw new InvalidOperationException("The data set has no rows, and so no mean.");
        var statistics = new ChannelStatistics(channels, FeatureCount / channels);
        var x = new float[FeatureCount];
        for (var row = 0; row < Rows; row++)
        {
            Row(row, x);
            statistics.Add(x);
        }
        return statistics.Result;
    }

    /// <summary>The features of all rows of the table, to which <see cref="CopyIndex"/> leads.</summary>
    internal FeatureTable Features => features;

    /// <summary>Writes the table's row behind each row.</summary>
    internal void CopyIndex(Span<int> rows)
    {
        for (var row = 0; row < rows.Length; row++)
            rows[row] = index is null ? row : index[row];
    }

    /// <summary>Gives a batch the labels or targets of rows of the table, whose features it has.</summary>
    internal void FillTargets(ReadOnlySpan<int> rows, MixedPairs? pairs, MiniBatch batch)
    {
        if (pairs is null)
            batch.Fill(rows, labels, targets);
        else
            batch.FillMixed(rows, pairs, labels, targets);
    }

    private int Locate(int row)
    {
        if ((uint)row >= (uint)Rows)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"Row {row} was asked for; there are {Rows}, numbered from 0.");
        return index is null ? row : index[row];
    }
}
