namespace Adjoint.Training;

/// <summary>
/// How far the network's confidence is from how often it is right. Rows are put into bins of equal width by the probability of their answer; the value is Σ |accuracy − mean confidence| over the
/// bins, each with its share of the rows (Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015). NaN where no row counts or an output is NaN.
/// </summary>
public sealed class CalibrationError : ClassMetric
{
    private readonly (ExactSum Confidence, ExactSum Right)[] bins;
    private ExactSum all;
    private bool hasNaN;

    /// <summary>Of logits, in 15 bins, as is usual.</summary>
    public CalibrationError()
        : this(15)
    {
    }

    /// <summary>In bins of one's own.</summary>
    /// <param name="bins">Their number.</param>
    /// <param name="kind">What the outputs mean.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is below 1.</exception>
    public CalibrationError(int bins, OutputKind kind = OutputKind.Logits)
        : base(kind)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        this.bins = new (ExactSum, ExactSum)[bins];
    }

    /// <inheritdoc/>
    public override string Name => "calibration error";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            var sum = 0.0;
            foreach (var (confidence, right) in bins)
                sum += Math.Abs(right.Value - confidence.Value);
            return hasNaN ? double.NaN : sum / all.Value;
        }
    }

    private protected override void AddRow(ReadOnlySpan<float> outputs, int label, double weight)
    {
        var answer = Probabilities.Greatest(outputs, Kind);
        hasNaN |= answer < 0;
        if (answer < 0)
            return;
        var confidence = Math.Exp(Probabilities.LogOf(outputs, Kind, answer));
        // A bin's upper edge belongs to it, as in scikit-learn's calibration_curve.
        ref var bin = ref bins[Math.Clamp((int)Math.Ceiling(confidence * bins.Length) - 1, 0, bins.Length - 1)];
        bin.Confidence.Add(weight * confidence);
        bin.Right.Add(answer == label ? weight : 0);
        all.Add(weight);
    }

    private protected override void Clear()
    {
        Array.Clear(bins);
        (all, hasNaN) = (default, false);
    }
}
