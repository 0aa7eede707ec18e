namespace Adjoint.Training;

/// <summary>
/// A metric of numbers: each output of a row is compared with its target. Where a <see cref="Preparation"/> has standardised the targets of a table, both are turned back first, so that an error is in
/// the units of the table.
/// </summary>
public abstract class NumberMetric : Metric
{
    private readonly int? only;

    /// <param name="only">The only target that is judged; null for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is negative.</exception>
    private protected NumberMetric(int? only)
    {
        if (only is { } target)
            ArgumentOutOfRangeException.ThrowIfNegative(target, "ofTarget");
        this.only = only;
    }

    /// <inheritdoc/>
    public sealed override string Name => only is { } target ? $"{Word} of target {target}" : Word;

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    internal sealed override PortKind? Compares => PortKind.Numbers;

    /// <summary>The name without a target.</summary>
    private protected abstract string Word { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The rows do not fit one another, have labels, or lack the target.</exception>
    public sealed override void Add(MetricRows rows)
    {
        RowCheck.Of(rows, Name);
        if (rows.Targets.IsEmpty && rows.Count > 0)
            throw new ArgumentException($"{Name} compares numbers, and the rows have labels; take a metric of classes, such as {nameof(Accuracy)}.", nameof(rows));
        Check(rows.OutputSize);
        for (var i = only ?? 0; i < rows.Outputs.Length; i += only is null ? 1 : rows.OutputSize)
        {
            var (output, outputs) = only is null ? (i % rows.OutputSize, rows.OutputSize) : (0, 1);
            AddNumber(output, outputs, rows.OutputAt(i), rows.TargetAt(i), RowCheck.WeightOf(rows, i / rows.OutputSize));
        }
    }

    internal sealed override void Check(int targets)
    {
        if (only >= targets)
            throw new ArgumentException(
                $"The metric '{FullName}' is asked for, and a row has {(targets == 1 ? "1 target, number 0" : $"{targets} targets, numbers 0 to {targets - 1}")}; name one that there is.");
    }

    /// <summary>Adds one output of a row and its target.</summary>
    private protected abstract void AddNumber(int output, int outputs, double found, double wanted, double weight);
}
