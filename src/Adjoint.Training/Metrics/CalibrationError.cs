namespace Adjoint.Training;

/// <summary>
/// How far the network's confidence is from how often it is right. Rows are put into bins of equal width by the probability of their answer; the value is Σ |accuracy − mean confidence| over the
/// bins, each with its share of the rows (Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015). NaN where no row counts or an output is NaN.
/// </summary>
public sealed class CalibrationError : ClassMetric
{
    private readonly (ExactSum Confidence, ExactSum Right, ExactSum Rows)[] bins;
    private ExactSum all;
    private bool hasNaN;

    /// <summary>Of logits, in 15 bins, as is usual.</summary>
    public CalibrationError()
        : this(15)
    {
    }

    /// <summary>In bins of your own.</summary>
    /// <param name="bins">Their number.</param>
    /// <param name="kind">What the outputs mean.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is below 1.</exception>
    public CalibrationError(int bins, OutputKind kind = OutputKind.Logits)
        : base(kind)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        this.bins = new (ExactSum, ExactSum, ExactSum)[bins];
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
            foreach (var (confidence, right, _) in bins)
                sum += Math.Abs(right.Value - confidence.Value);
            return hasNaN ? double.NaN : sum / all.Value;
        }
    }

    /// <summary>Each bin, those without rows too, from the least probability on: what a reliability diagram draws.</summary>
    public IReadOnlyList<CalibrationBin> Bins =>
        [.. bins.Select((bin, i) => new CalibrationBin((double)i / bins.Length, (double)(i + 1) / bins.Length, bin.Rows.Value, bin.Confidence.Value / bin.Rows.Value,
            bin.Right.Value / bin.Rows.Value))];

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
        bin.Rows.Add(weight);
        all.Add(weight);
    }

    private protected override void Clear()
    {
        Array.Clear(bins);
        (all, hasNaN) = (default, false);
    }
}

/// <summary>The rows whose answer has a probability in some range.</summary>
/// <param name="Above">The range is above this,</param>
/// <param name="UpTo">and up to this, which belongs to it.</param>
/// <param name="Rows">The rows; with weights, their sum.</param>
/// <param name="Confidence">The mean probability of their answers; NaN without rows.</param>
/// <param name="Accuracy">The share of the answers that are right; NaN without rows.</param>
public readonly record struct CalibrationBin(double Above, double UpTo, double Rows, double Confidence, double Accuracy);
