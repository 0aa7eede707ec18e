namespace Adjoint.Training;

/// <summary>
/// A metric of rows that belong to one class each. The class is the row's label; where rows have numbers for targets, it is the greatest of them, or for a single number whether it is above ½.
/// Rows whose label is negative or the ignored one do not count.
/// </summary>
public abstract class ClassMetric : Metric
{
    private int outputSize;

    private protected ClassMetric(OutputKind kind) => Kind = kind;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <summary>What the outputs mean.</summary>
    public OutputKind Kind { get; }

    internal sealed override PortKind? Compares => PortKind.Indices;

    /// <summary>The number of classes of the rows so far; 0 before the first.</summary>
    internal int ClassCount => outputSize == 0 ? 0 : Probabilities.Classes(outputSize);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The rows do not fit one another or those before, or a label is not among the classes.</exception>
    public sealed override void Add(MetricRows rows)
    {
        RowCheck.Of(rows, Name);
        if (outputSize != 0 && outputSize != rows.OutputSize)
            throw new ArgumentException($"{Name} has had rows of {outputSize} outputs, and these have {rows.OutputSize}; reset it before it judges another network.", nameof(rows));
        if (outputSize == 0)
            Begin(Probabilities.Classes(outputSize = rows.OutputSize));
        for (var row = 0; row < rows.Count; row++)
        {
            if (RowCheck.ClassOf(rows, row) is >= 0 and var label)
                AddRow(rows.Outputs.Slice(row * outputSize, outputSize), label, RowCheck.WeightOf(rows, row));
        }
    }

    /// <inheritdoc/>
    public sealed override void Reset()
    {
        outputSize = 0;
        Clear();
    }

    /// <summary>Makes room, once the number of classes is known.</summary>
    private protected virtual void Begin(int classes)
    {
    }

    /// <summary>Adds a row that counts.</summary>
    private protected abstract void AddRow(ReadOnlySpan<float> outputs, int label, double weight);

    /// <summary>Forgets all rows.</summary>
    private protected abstract void Clear();
}
