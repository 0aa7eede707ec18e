namespace Adjoint.Training;

/// <summary>The share of the rows whose class has the greatest output; NaN where no row counts. A row with an output that is NaN is wrong.</summary>
/// <param name="kind">What the outputs mean.</param>
public sealed class Accuracy(OutputKind kind) : ClassMetric(kind)
{
    private ExactSum right, all;

    /// <summary>Of logits.</summary>
    public Accuracy()
        : this(OutputKind.Logits)
    {
    }

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override double Value => right.Value / all.Value;

    private protected override void AddRow(ReadOnlySpan<float> outputs, int label, double weight)
    {
        all.Add(weight);
        right.Add(Probabilities.Greatest(outputs, Kind) == label ? weight : 0);
    }

    private protected override void Clear() => (right, all) = (default, default);
}
