namespace Adjoint.Training;

/// <summary>
/// The area under the curve of precision against recall, as steps: Σ (recall − recall before) · precision, the average precision. Unlike <see cref="RocAuc"/> it tells models of rare classes
/// apart. See <see cref="RankingMetric"/> for more than two classes.
/// </summary>
/// <param name="kind">What the outputs mean.</param>
public sealed class PrAuc(OutputKind kind) : RankingMetric(kind)
{
    /// <summary>Of logits.</summary>
    public PrAuc()
        : this(OutputKind.Logits)
    {
    }

    /// <inheritdoc/>
    public override string Name => "PR-AUC";

    private protected override double Of(IReadOnlyList<(double Positive, double Negative)> rows)
    {
        var (found, taken, area) = (0.0, 0.0, 0.0);
        foreach (var (positive, negative) in rows)
        {
            found += positive;
            taken += positive + negative;
            area += positive > 0 ? positive * found / taken : 0;
        }
        return area / found;
    }
}
