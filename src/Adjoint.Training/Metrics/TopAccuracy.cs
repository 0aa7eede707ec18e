namespace Adjoint.Training;

/// <summary>
/// The share of the rows whose class is among the k greatest outputs; NaN where no row counts. Of equal outputs the first counts as greater, and a row with an output that is NaN is wrong.
/// </summary>
public sealed class TopAccuracy : ClassMetric
{
    private ExactSum right, all;

    /// <summary>Among the five greatest.</summary>
    public TopAccuracy()
        : this(5)
    {
    }

    /// <summary>Among the <paramref name="k"/> greatest.</summary>
    /// <param name="k">The number of classes that a row's answer consists of; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public TopAccuracy(int k)
        : base(OutputKind.Logits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        K = k;
    }

    /// <summary>How many outputs are looked at.</summary>
    public int K { get; }

    /// <inheritdoc/>
    public override string Name => $"top-{K} accuracy";

    /// <inheritdoc/>
    public override double Value => right.Value / all.Value;

    private protected override void AddRow(ReadOnlySpan<float> outputs, int label, double weight)
    {
        all.Add(weight);
        right.Add(IsAmong(outputs, label) ? weight : 0);
    }

    private protected override void Clear() => (right, all) = (default, default);

    private bool IsAmong(ReadOnlySpan<float> outputs, int label)
    {
        if (Probabilities.Greatest(outputs, Kind) < 0)
            return false;
        if (outputs.Length == 1)
            return K > 1 || Probabilities.Greatest(outputs, Kind) == label;
        var before = 0;
        for (var c = 0; c < outputs.Length; c++)
            before += outputs[c] > outputs[label] || (outputs[c] == outputs[label] && c < label) ? 1 : 0;
        return before < K;
    }
}
