using System.Globalization;

namespace Adjoint.Benchmarks.Peers;

/// <summary>Whether a contender computes what it should; nothing is timed that does not.</summary>
internal static class Agreement
{
    /// <summary>The largest difference of logits or derivatives, as a share of the largest: some hundred roundings of float32.</summary>
    public const double ForwardTolerance = 1e-4;

    /// <summary>The largest difference of losses, likewise: five steps of Adam divide by the root of small second moments, which magnifies roundings.</summary>
    public const double LossTolerance = 1e-3;

    /// <summary>Null if the answer is right, else what is wrong with it, in numbers.</summary>
    public static string? Complaint(Work work, ReadOnlySpan<double> expected, ReadOnlySpan<float> answer)
    {
        if (answer.Length != expected.Length)
            return string.Create(CultureInfo.InvariantCulture, $"gave {answer.Length} numbers where {expected.Length} were due");
        var scale = 0.0;
        foreach (var value in expected)
            scale = Math.Max(scale, Math.Abs(value));
        var (tolerance, worst, place) = (work == Work.TrainingStep ? LossTolerance : ForwardTolerance, 0.0, 0);
        for (var i = 0; i < answer.Length; i++)
        {
            var difference = Math.Abs(answer[i] - expected[i]) / scale;
            if (difference <= worst)
                continue;
            (worst, place) = (difference, i);
            if (double.IsNaN(difference))
                break; // not comparable with anything that follows, and bad enough
        }

        if (worst <= tolerance)
            return null;
        var what = work switch { Work.Forward => "logit", Work.TrainingStep => "loss", Work.StreamingStep => "output", _ => "derivative" };
        return string.Create(CultureInfo.InvariantCulture,
            $"is wrong: {what} {place} is {answer[place]:G6}, double precision gives {expected[place]:G6}; difference {worst:G2} of the largest, "
            + $"allowed {tolerance}");
    }
}
