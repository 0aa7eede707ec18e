using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>
/// How the columns of a table become what a network reads: which columns, in which order, with which means, deviations and categories. It is learnt from the training part alone, applied to every
/// part, and saved with the network's weights, which mean nothing without it.
/// </summary>
public sealed class Preparation
{
    /// <summary>The names that a network has for its only input and its only target.</summary>
    internal const string Input = "x", Labels = "labels", Targets = "targets";

    internal Preparation(IReadOnlyList<PreparedColumn> columns, string? label, IReadOnlyList<string> classes, IReadOnlyList<PreparedNumber> targets, bool dropsMissing)
    {
        (Columns, LabelName, Classes, TargetColumns, DropsMissing) = (columns, label, classes, targets, dropsMissing);
        FeatureCount = columns.Sum(static c => c.Size);
        List<Port> inputs = FeatureCount > 0 ? [new Port(Input, FeatureCount)] : [];
        Inputs = [.. inputs, .. TokenColumns.Select(static c => Port.OfIndices(NamedColumns.InputOf(c.Name), c.Categories.Count + 1))];
    }

    /// <summary>What the network reads: the numbers as <c>x</c>, and an input for each column of tokens.</summary>
    public IReadOnlyList<Port> Inputs { get; }

    /// <summary>The numbers in a row of <c>x</c>.</summary>
    public int FeatureCount { get; }

    /// <summary>The columns that are read, in order.</summary>
    public IReadOnlyList<string> ColumnNames => [.. Columns.Select(static c => c.Name)];

    /// <summary>The column of the label; null where there is none.</summary>
    public string? LabelName { get; }

    /// <summary>The names of the classes, by their numbers; empty where there is no label.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The columns of the targets; none where there is a label.</summary>
    public IReadOnlyList<string> TargetNames => [.. TargetColumns.Select(static c => c.Name)];

    internal IReadOnlyList<PreparedColumn> Columns { get; }

    internal IReadOnlyList<PreparedNumber> TargetColumns { get; }

    internal IEnumerable<PreparedCategory> TokenColumns => Columns.OfType<PreparedCategory>().Where(static c => c.IsTokens);

    internal bool DropsMissing { get; }

    /// <summary>Learns from the training part of a table what <paramref name="plan"/> needs to know.</summary>
    /// <param name="training">The training part, and nothing else: what is learnt from rows that judge the network later makes it look better than it is.</param>
    /// <param name="plan">What is done with which columns: <c>p => p.Standardize().OneHot("Sex").FillMissing()</c>.</param>
    /// <exception cref="ArgumentException">The plan names a column that there is not, or says nothing of a column of categories.</exception>
    /// <exception cref="InvalidDataException">Values are missing, or are not what their column holds.</exception>
    public static Preparation Fit(ITable training, Func<PreparationPlan, PreparationPlan> plan)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(plan);
        var chosen = plan(new PreparationPlan(training));
        List<ITableColumn> features = [.. NamedColumns.Features(training)], targets = [.. training.Columns.Where(static c => c.Role == ColumnRole.Target)];
        var label = training.Columns.FirstOrDefault(static c => c.Role == ColumnRole.Label);
        if (features.Count == 0)
            throw new ArgumentException($"No column is left for the network to read; the columns are {NamedColumns.List([.. training.Columns.Select(static c => c.Name)])}.", nameof(training));
        var judged = label is null ? targets : targets.Append(label);
        var rows = TableFault.CompleteRows(training.Rows, features.Select(c => (c, chosen.Fills(c))), judged, chosen.DropsMissing);
        if (rows.Count == 0)
            throw new InvalidDataException($"The training part has {training.Rows} rows, and every one of them lacks a value; there is nothing to learn from.");
        return new Preparation(
            [.. features.Select(column => PreparationFit.Column(column, rows, chosen))], label?.Name, label?.Classes ?? [],
            [.. targets.Select(column => PreparationFit.Target(column, rows, chosen))], chosen.DropsMissing);
    }

    /// <summary>Makes of each row of a table what the network reads, with labels or targets where the table has them.</summary>
    /// <param name="table">A table with the columns that the preparation was fitted to.</param>
    /// <exception cref="ArgumentException">The table lacks a column, or has one that was not there when the preparation was fitted.</exception>
    /// <exception cref="InvalidDataException">Values are missing, or are not what their column holds.</exception>
    public PreparedData Apply(ITable table) => new TablePreparing(this, table ?? throw new ArgumentNullException(nameof(table))).Run();

    /// <summary>Makes of rows what the network reads: for a network that has tokens, or for many rows.</summary>
    /// <inheritdoc cref="Apply(TableRow)"/>
    public PreparedData Apply(IReadOnlyList<TableRow> rows) => Apply(RowTable.Of(this, rows ?? throw new ArgumentNullException(nameof(rows))));

    /// <summary>Makes of one row the numbers that the network reads.</summary>
    /// <param name="row">A value for each column; missing ones only where they are filled. The label may be left out.</param>
    /// <returns>The numbers: <c>network.Predict(preparation.Apply(row), y)</c>.</returns>
    /// <exception cref="ArgumentException">The row lacks a column, or has one that the preparation does not know.</exception>
    /// <exception cref="InvalidDataException">A value is missing, or is not what its column holds.</exception>
    /// <exception cref="InvalidOperationException">The network has inputs of tokens too; pass a list of rows.</exception>
    public float[] Apply(TableRow row)
    {
        var x = new float[FeatureCount];
        Apply(row, x);
        return x;
    }

    /// <inheritdoc cref="Apply(TableRow)"/>
    /// <param name="row">A value for each column.</param>
    /// <param name="x">Receives <see cref="FeatureCount"/> numbers.</param>
    public void Apply(TableRow row, Span<float> x)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (x.Length != FeatureCount)
            throw new ArgumentException($"A row becomes {FeatureCount} numbers; the span has {x.Length}.", nameof(x));
        if (TokenColumns.Any())
            throw new InvalidOperationException(
                $"The network reads tokens of {NamedColumns.List([.. TokenColumns.Select(static c => c.Name)])} too, which are not numbers; pass a list of rows, Apply([row]).");
        new TablePreparing(this, RowTable.Of(this, [row])).Write(0, x);
    }

    /// <summary>The class that the network tells: that of the greatest output. Of two classes there may be one output, a logit, which is above 0 for the second.</summary>
    /// <param name="outputs">The outputs of one row, as <c>Predict</c> writes them; of several, probabilities will do as well.</param>
    /// <exception cref="ArgumentException">There are not as many outputs as classes, or one is NaN.</exception>
    public string ClassOf(ReadOnlySpan<float> outputs)
    {
        if (outputs.Length == 1 && Classes.Count == 2)
            return float.IsNaN(outputs[0]) ? throw new ArgumentException($"The logit for '{Classes[1]}' is NaN, which is not an answer.", nameof(outputs)) : Classes[outputs[0] > 0 ? 1 : 0];
        if (outputs.Length != Classes.Count || outputs.Length == 0)
            throw new ArgumentException($"There are {outputs.Length} outputs and {Classes.Count} classes; give one output for each class.", nameof(outputs));
        var best = 0;
        for (var c = 0; c < outputs.Length; c++)
        {
            if (float.IsNaN(outputs[c]))
                throw new ArgumentException($"The output for '{Classes[c]}' is NaN, which is not an answer.", nameof(outputs));
            best = outputs[c] > outputs[best] ? c : best;
        }
        return Classes[best];
    }

    /// <summary>Turns predictions into the targets' own units, in place.</summary>
    /// <param name="outputs">The outputs, row after row, one for each of <see cref="TargetNames"/>.</param>
    /// <exception cref="ArgumentException">There are no targets, or the outputs do not divide into rows.</exception>
    public void Restore(Span<float> outputs)
    {
        CheckTargets(outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = (float)Restore(i, outputs[i]);
    }

    /// <inheritdoc cref="Restore(Span{float})"/>
    public void Restore(Span<double> outputs)
    {
        CheckTargets(outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = Restore(i, outputs[i]);
    }

    /// <summary>One number of some rows of outputs or targets in its own units.</summary>
    /// <param name="number">Its position, counted row after row.</param>
    /// <param name="value">Its value.</param>
    internal double Restore(int number, double value) => TargetColumns[number % TargetColumns.Count].Scaling.Restore(value);

    private void CheckTargets(int outputs)
    {
        if (TargetColumns.Count == 0)
            throw new ArgumentException(
                $"The preparation has no targets to restore{(LabelName is null ? "" : $": it was fitted to the classes of '{LabelName}', which {nameof(ClassOf)} names")}.",
                nameof(outputs));
        if (outputs % TargetColumns.Count != 0)
            throw new ArgumentException($"{outputs} outputs do not divide into rows of {TargetColumns.Count} targets ({outputs % TargetColumns.Count} left over).", nameof(outputs));
    }

    /// <summary>Makes sure that a network reads what this preparation gives.</summary>
    /// <param name="network">The network that is to read the rows.</param>
    /// <exception cref="ArgumentException">It does not; the message says what the one has and the other.</exception>
    public void Check(INetwork network) => PreparationMatch.Check(this, network ?? throw new ArgumentNullException(nameof(network)));

    /// <summary>Whether another one does the same.</summary>
    internal bool IsSame(Preparation other) => ReferenceEquals(this, other) || Written(this).AsSpan().SequenceEqual(Written(other));

    private static byte[] Written(Preparation preparation)
    {
        using var stream = new MemoryStream();
        PreparationFile.Write(stream, preparation, network: null);
        return stream.ToArray();
    }

    /// <summary>
    /// What it gives, as a network declares it, and the columns that this comes from: <c>6 numbers in 'x', 3 classes of 'Species': 'Adelie', 'Chinstrap', 'Gentoo'. They come from …</c>
    /// </summary>
    public override string ToString() => PreparationMatch.Describe(this);

    /// <summary>Saves the preparation as JSON.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">
    /// The network whose weights belong to it: its name and a checksum of its weights go into the file, and <see cref="Load"/> refuses any other. Save both when either has changed.
    /// </param>
    /// <exception cref="ArgumentException">The network does not read what the preparation gives.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one of that name is as it was.</exception>
    public void Save(string path, INetwork? network = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (network is not null)
            Check(network);
        AtomicFile.Write(path, stream => PreparationFile.Write(stream, this, network));
    }

    /// <summary>Loads a preparation.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network that it is for; null where nothing is to be checked.</param>
    /// <exception cref="ModelFileException">The file is malformed, or does not belong to the network.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Preparation Load(string path, INetwork? network = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return PreparationFile.Read(stream, path, network);
    }
}
