namespace Adjoint.Training;

/// <summary>
/// The exponential of the mean of −log p over all rows together: among how many equally likely classes the network, on average, hesitates. NaN where no row counts, infinite where a class that
/// occurs was given probability 0.
/// </summary>
/// <param name="kind">What the outputs mean.</param>
public sealed class Perplexity(OutputKind kind) : Metric
{
    private readonly LogLoss loss = new(kind);

    /// <summary>Of logits.</summary>
    public Perplexity()
        : this(OutputKind.Logits)
    {
    }

    /// <inheritdoc/>
    public override string Name => "perplexity";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override double Value => Math.Exp(loss.Value);

    internal override PortKind? Compares => PortKind.Indices;

    /// <inheritdoc/>
    public override void Add(MetricRows rows) => loss.Add(rows);

    /// <inheritdoc/>
    public override void Reset() => loss.Reset();
}
