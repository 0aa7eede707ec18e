namespace Adjoint.Training;

/// <summary>
/// The mean of −log p, p being the probability that the network gave to the row's class: the cross-entropy in nats. NaN where no row counts or an output is NaN, infinite where a class that
/// occurs was given probability 0.
/// </summary>
/// <param name="kind">What the outputs mean.</param>
public sealed class LogLoss(OutputKind kind) : ClassMetric(kind)
{
    private ExactSum losses, all;

    /// <summary>Of logits.</summary>
    public LogLoss()
        : this(OutputKind.Logits)
    {
    }

    /// <inheritdoc/>
    public override string Name => "log loss";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override double Value => losses.Value / all.Value;

    private protected override void AddRow(ReadOnlySpan<float> outputs, int label, double weight)
    {
        all.Add(weight);
        losses.Add(weight == 0 ? 0 : -weight * Probabilities.LogOf(outputs, Kind, label));
    }

    private protected override void Clear() => (losses, all) = (default, default);
}
