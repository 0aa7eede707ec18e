using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>Rows for the inputs and targets of a network: of features, each with a class label or with a row of targets, or of any number of named columns.</summary>
/// <remarks>The arrays handed over are kept, not copied: do not change them afterwards. Splits share them.</remarks>
public sealed class Dataset
{
    /// <summary>The names of an only input, and of an only target: those of a network that names neither.</summary>
    private const string Input = "x", LabelTarget = "labels", NumberTarget = "targets";

    private readonly Column[] inputs;
    private readonly Column[] targets;

    /// <summary>The rows of the columns that are rows here; null when they are the first ones, in order.</summary>
    private readonly int[]? index;

    /// <summary>Rows with a class label each.</summary>
    /// <param name="features">Row-major, <paramref name="featureCount"/> values a row.</param>
    /// <param name="featureCount">Values a row.</param>
    /// <param name="labels">The class of each row, from 0; or any negative number for what the network is to ignore.</param>
    /// <exception cref="ArgumentException">The features do not divide into rows, or the labels are not as many.</exception>
    public Dataset(float[] features, int featureCount, int[] labels)
        : this(new ArrayTable<float>(features ?? throw new ArgumentNullException(nameof(features)), featureCount), labels)
    {
    }

    /// <summary>Rows with targets each.</summary>
    /// <param name="features">Row-major, <paramref name="featureCount"/> values a row.</param>
    /// <param name="featureCount">Values a row.</param>
    /// <param name="targets">Row-major, <paramref name="targetCount"/> values a row.</param>
    /// <param name="targetCount">Targets a row.</param>
    /// <exception cref="ArgumentException">The features do not divide into rows, or the targets are not as many rows.</exception>
    public Dataset(float[] features, int featureCount, float[] targets, int targetCount)
        : this([new Column(Input, new ArrayTable<float>(features ?? throw new ArgumentNullException(nameof(features)), featureCount))], [Targets(targets, targetCount, features.Length / featureCount)])
    {
    }

    /// <summary>Rows of any number of inputs and targets, each a column under the name that the network has for it.</summary>
    /// <param name="inputs">The inputs, at least one.</param>
    /// <param name="targets">The targets; none for rows to predict.</param>
    /// <exception cref="ArgumentException">There is no input, two columns have one name, or columns have different numbers of rows.</exception>
    public Dataset(IReadOnlyList<Column> inputs, IReadOnlyList<Column> targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        (this.inputs, this.targets) = ([.. inputs], [.. targets]);
        if (inputs.Count == 0)
            throw new ArgumentException("There is no input; give at least one column.", nameof(inputs));
        Rows = inputs[0].Rows;
        HashSet<string> names = [];
        foreach (var column in inputs.Concat(targets))
        {
            if (!names.Add(column.Port.Name))
                throw new ArgumentException($"Two columns are called '{column.Port.Name}'; give each the name of its input or target.", nameof(inputs));
            if (column.Rows != Rows)
                throw new ArgumentException($"'{inputs[0].Port.Name}' has {Rows} rows and '{column.Port.Name}' {column.Rows}; give as many in each column.", nameof(inputs));
        }
        (InputPorts, TargetPorts) = (Array.ConvertAll(this.inputs, static c => c.Port), Array.ConvertAll(this.targets, static c => c.Port));
    }

    /// <summary>Rows of a table with a class label each.</summary>
    internal Dataset(FeatureTable<float> features, int[] labels)
        : this([new Column(Input, features)], [Labels(labels, features.Rows)])
    {
    }

    private Dataset(Dataset whole, int[]? index, int rows)
    {
        (inputs, targets, InputPorts, TargetPorts, Preparation) = (whole.inputs, whole.targets, whole.InputPorts, whole.TargetPorts, whole.Preparation);
        this.index = index;
        Rows = rows;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The columns of the inputs.</summary>
    public IReadOnlyList<Column> InputColumns => inputs;

    /// <summary>The columns of the targets.</summary>
    public IReadOnlyList<Column> TargetColumns => targets;

    /// <summary>Features a row, of all inputs together.</summary>
    public int FeatureCount => InputPorts.Sum(static port => port.Size);

    /// <summary>Numbers to be compared with, a row, in all targets together; 0 when rows have labels only.</summary>
    public int TargetCount => TargetPorts.Sum(static port => port.Kind == PortKind.Numbers ? port.Size : 0);

    /// <summary>
    /// The highest label plus one; negative labels are not classes. 0 when there are no others or when rows have targets. A part has as many as the whole.
    /// </summary>
    public int Classes => TargetPorts.Length == 0 ? 0 : TargetPorts.Max(static port => port.Count);

    /// <summary>What has made the rows of a table's, and learnt from all of its training part; null for rows from elsewhere.</summary>
    internal Preparation? Preparation { get; init; }

    internal Port[] InputPorts { get; }

    internal Port[] TargetPorts { get; }

    /// <summary>Rows of bytes with a class label each; <c>(x · scale − mean) / deviation</c> is taken when a row is copied.</summary>
    /// <param name="features">Row-major, <paramref name="featureCount"/> bytes a row.</param>
    /// <param name="featureCount">Bytes a row.</param>
    /// <param name="labels">The class of each row, from 0; or any negative number for what the network is to ignore.</param>
    /// <param name="scale">What a byte is multiplied by.</param>
    /// <param name="mean">What is then subtracted.</param>
    /// <param name="deviation">What is then divided by.</param>
    /// <exception cref="ArgumentException">
    /// The features do not divide into rows, the labels are not as many, or a number is not finite or not positive where it must be.
    /// </exception>
    public static Dataset FromBytes(byte[] features, int featureCount, int[] labels, float scale = 1 / 255f, float mean = 0, float deviation = 1) =>
        new(new ByteTable(features ?? throw new ArgumentNullException(nameof(features)), featureCount, new ByteConversion(scale, mean, deviation)), labels);

    /// <summary>Reads images and labels such as MNIST's from two IDX files, plain or gzip. The images stay bytes; see <see cref="FromBytes"/>.</summary>
    /// <param name="imagesPath">Unsigned bytes; the first axis counts the images, the others are a row's features.</param>
    /// <param name="labelsPath">Integers with one axis.</param>
    /// <param name="scale">What a byte is multiplied by.</param>
    /// <param name="mean">What is then subtracted.</param>
    /// <param name="deviation">What is then divided by.</param>
    /// <exception cref="InvalidDataException">A file is malformed, of another type or shape, or the two do not belong together.</exception>
    /// <exception cref="IOException">A file cannot be opened or read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or <paramref name="deviation"/> is not positive.</exception>
    public static Dataset FromIdx(string imagesPath, string labelsPath, float scale = 1 / 255f, float mean = 0, float deviation = 1)
    {
        var conversion = new ByteConversion(scale, mean, deviation);
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
    /// <exception cref="InvalidOperationException">A <see cref="Preparation"/> has made the rows.</exception>
    public (Dataset Training, Dataset Validation) Split(double fraction, long seed)
    {
        if (Preparation is not null)
            throw new InvalidOperationException(
                "These rows have been prepared with numbers that were learnt from all of them; split the table, fit the preparation to the training part, and apply it to each part.");
        if (!(fraction is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"The fraction is {fraction}; it must be from 0 to 1.");
        var rows = new int[Rows];
        CopyIndex(rows);
        new CounterRandom(seed, CounterRandom.StreamOf("Dataset.Split")).Shuffle(rows);
        var count = (int)Math.Round(fraction * Rows, MidpointRounding.AwayFromZero);
        return (new Dataset(this, rows[..count], count), new Dataset(this, rows[count..], Rows - count));
    }

    /// <summary>The first <paramref name="count"/> rows.</summary>
    /// <param name="count">The number of rows, from 0 to <see cref="Rows"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or above <see cref="Rows"/>.</exception>
    public Dataset Take(int count)
    {
        if (count < 0 || count > Rows)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} rows were asked for; there are {Rows}.");
        return new Dataset(this, index, count);
    }

    /// <summary>The rows of these numbers, in their order: a subset, or the folds of a cross-validation. Nothing is copied.</summary>
    /// <param name="rows">Each from 0 to <see cref="Rows"/> − 1; one may come several times.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Dataset Take(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new Dataset(this, [.. rows.Select(Locate)], rows.Count);
    }

    /// <summary>Copies the features of row <paramref name="row"/>; those of several inputs one after the other.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    /// <param name="x">Receives <see cref="FeatureCount"/> floats.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> has another length.</exception>
    /// <exception cref="InvalidOperationException">The features are doubles.</exception>
    public void CopyRow(int row, Span<float> x)
    {
        if (x.Length != FeatureCount)
            throw new ArgumentException($"A row has {FeatureCount} features; the span has {x.Length}.", nameof(x));
        foreach (var input in inputs)
        {
            input.CopyRow(Locate(row), x[..input.Port.Size]);
            x = x[input.Port.Size..];
        }
    }

    /// <summary>The class of row <paramref name="row"/>.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The rows have targets, not labels, or several targets.</exception>
    public int Label(int row)
    {
        if (targets is not [{ Port: { Kind: PortKind.Indices, Size: 1 } } labels])
            throw new InvalidOperationException($"The rows of this data set have no label each; use {nameof(Target)}, or {nameof(Indices)} where each position has one.");
        return labels.Indices[Locate(row)];
    }

    /// <summary>The class of row <paramref name="row"/> in one of several targets.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException">There is no such target, or it is numbers.</exception>
    public int Label(string target, int row) => targets.FirstOrDefault(t => t.Port.Name == target) is { Port: { Kind: PortKind.Indices, Size: 1 } } labels
        ? labels.Indices[Locate(row)]
        : throw new ArgumentException($"The data set has no labels '{target}'; it has the targets {PortMatch.Names(TargetPorts)}.", nameof(target));

    /// <summary>The tokens or labels of row <paramref name="row"/>, in one of the inputs or targets.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException">There is no such column, or it is numbers.</exception>
    public ReadOnlySpan<int> Indices(string column, int row) => inputs.Concat(targets).FirstOrDefault(c => c.Port.Name == column) is { Port.Kind: PortKind.Indices } indices
        ? indices.IndicesOf(Locate(row))
        : throw new ArgumentException($"The data set has no tokens or labels '{column}'; it has {PortMatch.Names(InputPorts.Concat(TargetPorts))}.", nameof(column));

    /// <summary>The <see cref="TargetCount"/> targets of row <paramref name="row"/>.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The rows have labels, not targets, or several targets.</exception>
    public ReadOnlySpan<float> Target(int row)
    {
        if (targets is not [{ Floats: ArrayTable<float> numbers }])
            throw new InvalidOperationException($"The rows of this data set have labels and no targets; use {nameof(Label)}.");
        return numbers.Row(Locate(row));
    }

    /// <summary>Copies the numbers of row <paramref name="row"/> of one of several inputs or targets.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    /// <param name="values">Receives as many floats as a row of the column has.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException">There is no such column, or <paramref name="values"/> has another length.</exception>
    /// <exception cref="InvalidOperationException">The column holds doubles or labels.</exception>
    public void CopyRow(string column, int row, Span<float> values)
    {
        var found = inputs.Concat(targets).FirstOrDefault(c => c.Port.Name == column)
            ?? throw new ArgumentException($"The data set has no column '{column}'; it has {PortMatch.Names(InputPorts.Concat(TargetPorts))}.", nameof(column));
        if (values.Length != found.Port.Size)
            throw new ArgumentException($"A row of '{column}' has {found.Port.Size} numbers; the span has {values.Length}.", nameof(values));
        found.CopyRow(Locate(row), values);
    }

    /// <summary>All rows, in order, as one batch: for networks that learn from all of them at each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">That many rows do not fit into one batch.</exception>
    /// <exception cref="InvalidOperationException">There are no rows.</exception>
    public MiniBatch ToBatch()
    {
        if (Rows == 0)
            throw new InvalidOperationException("The data set is empty, so it has no batch.");
        foreach (var batch in new MiniBatches(this, Rows, shuffle: false).Epoch(0))
            return batch;
        throw new InvalidOperationException("An epoch of one batch had none.");
    }

    /// <summary>
    /// The mean and the deviation of each channel's values over all rows, for <see cref="Augmentation.Normalize"/>. A row's first part is its first channel,
    /// and so on; the deviation's divisor is the number of values.
    /// </summary>
    /// <param name="channels">The number of channels; 1 for the statistics of all values.</param>
    /// <param name="input">Of several inputs the name of the one that is meant.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="channels"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A row is not that many channels of equal length, or it is not said which of several inputs is meant.</exception>
    /// <exception cref="InvalidOperationException">There are no rows.</exception>
    public (float[] Mean, float[] Deviation) ChannelStatistics(int channels, string? input = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (input is null && inputs.Length > 1)
            throw new ArgumentException($"The data set has the inputs {PortMatch.Names(InputPorts)}; name the one whose statistics you want.", nameof(input));
        var name = input ?? InputPorts[0].Name;
        var size = InputPorts.FirstOrDefault(port => port.Name == name)?.Size
            ?? throw new ArgumentException($"The data set has no input '{name}'; it has {PortMatch.Names(InputPorts)}.", nameof(input));
        if (size % channels != 0)
            throw new ArgumentException($"{size} features a row are not {channels} channels of equal length.", nameof(channels));
        if (Rows == 0)
            throw new InvalidOperationException("The data set is empty, so it has no mean.");
        var statistics = new ChannelStatistics(channels, size / channels);
        var x = new float[size];
        for (var row = 0; row < Rows; row++)
        {
            CopyRow(name, row, x);
            statistics.Add(x);
        }
        return statistics.Result;
    }

    /// <summary>Writes the table's row after each row.</summary>
    internal void CopyIndex(Span<int> rows)
    {
        for (var row = 0; row < rows.Length; row++)
            rows[row] = index is null ? row : index[row];
    }

    /// <summary>Targets of an only output, which are to be as many rows as there are.</summary>
    private static Column Targets(float[] targets, int targetCount, int rows)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetCount, 1);
        if (targets.Length != (long)rows * targetCount)
        {
            throw new ArgumentException(
                $"{rows} rows with {targetCount} targets each need {(long)rows * targetCount} targets; there are {targets.Length}.", nameof(targets));
        }
        return Column.Of(NumberTarget, targets, targetCount);
    }

    private static Column Labels(int[] labels, int rows)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Length == rows ? Column.OfLabels(LabelTarget, labels) : throw new ArgumentException($"{rows} rows need {rows} labels; there are {labels.Length}.", nameof(labels));
    }

    /// <summary>The row of the columns that is a row here.</summary>
    internal int Locate(int row)
    {
        if ((uint)row >= (uint)Rows)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"Row {row} was asked for; there are {Rows}, numbered from 0.");
        return index is null ? row : index[row];
    }
}
