namespace Adjoint.Training;

/// <summary>
/// The area under the curve of true against false positives: the probability that a row of the class has a higher score than one of another, ties counting one half. See
/// <see cref="RankingMetric"/> for more than two classes.
/// </summary>
/// <param name="kind">What the outputs mean.</param>
public sealed class RocAuc(OutputKind kind) : RankingMetric(kind)
{
    /// <summary>Of logits.</summary>
    public RocAuc()
        : this(OutputKind.Logits)
    {
    }

    /// <inheritdoc/>
    public override string Name => "ROC-AUC";

    private protected override double Of(IReadOnlyList<(double Positive, double Negative)> rows)
    {
        var (found, all, area) = (0.0, rows.Sum(static r => r.Negative), 0.0);
        foreach (var (positive, negative) in rows)
        {
            area += negative * (found + positive / 2);
            found += positive;
        }
        return area / (found * all);
    }
}
