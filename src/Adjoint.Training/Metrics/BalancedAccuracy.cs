namespace Adjoint.Training;

/// <summary>
/// The mean of the classes' recalls: what the accuracy would be if each class had as many rows. Classes without rows are left out, as in scikit-learn; NaN where no row counts.
/// </summary>
/// <param name="kind">What the outputs mean.</param>
public sealed class BalancedAccuracy(OutputKind kind) : Metric
{
    private readonly ConfusionMatrix matrix = new(kind);

    /// <summary>Of logits.</summary>
    public BalancedAccuracy()
        : this(OutputKind.Logits)
    {
    }

    /// <inheritdoc/>
    public override string Name => "balanced accuracy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            var recalls = Enumerable.Range(0, matrix.Classes).Where(c => matrix.Actual(c) > 0).Select(c => matrix[c, c] / matrix.Actual(c)).ToList();
            return recalls.Count == 0 ? double.NaN : recalls.Average();
        }
    }

    internal override PortKind? Compares => PortKind.Indices;

    /// <inheritdoc/>
    public override void Add(MetricRows rows) => matrix.Add(rows);

    /// <inheritdoc/>
    public override void Reset() => matrix.Reset();
}
