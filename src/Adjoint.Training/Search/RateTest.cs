using System.Globalization;
using System.Text;

namespace Adjoint.Training;

/// <summary>One step of a range test.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Loss">The loss before the step.</param>
/// <param name="Smooth">An average of the losses so far, the last ones most.</param>
public readonly record struct RatePoint(float Rate, double Loss, double Smooth);

/// <summary>What a range test has found: how the loss answers to learning rates that rise from step to step.</summary>
public sealed class RateTest
{
    /// <summary>The share that the average of the losses keeps of itself.</summary>
    private const double Smoothing = 0.9;

    /// <summary>How many times its least the loss may become before the test ends.</summary>
    private const double Explosion = 4;

    /// <summary>The points over which a slope is taken.</summary>
    private const int Span = 5;

    private readonly List<RatePoint> points = [];
    private double average;
    private double least = double.PositiveInfinity;

    internal RateTest()
    {
    }

    /// <summary>The steps, up to where the loss exploded.</summary>
    public IReadOnlyList<RatePoint> Points => points;

    /// <summary>The rate at which the loss falls fastest; null where it does not fall.</summary>
    public float? Suggestion { get; private set; }

    /// <summary>The suggestion, and the loss at each rate that was tried.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Suggestion is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"Suggested learning rate: {rate:G2}\n")
            : "The loss does not fall at any rate: look at data and network.\n");
        foreach (var point in points)
            text.Append(CultureInfo.InvariantCulture, $"{point.Rate:E2}  {point.Smooth:G4}\n");
        return text.ToString();
    }

    /// <summary>Adds a step; returns whether the test goes on.</summary>
    internal bool Add(float rate, double loss)
    {
        if (!double.IsFinite(loss))
            return false;
        average = Smoothing * average + (1 - Smoothing) * loss;
        var smooth = average / (1 - Math.Pow(Smoothing, points.Count + 1));
        points.Add(new RatePoint(rate, loss, smooth));
        least = Math.Min(least, smooth);
        // A loss may be negative: it explodes by the distance that it has fallen.
        return smooth <= Math.Max(Explosion * least, points[0].Smooth + (Explosion - 1) * Math.Abs(points[0].Smooth));
    }

    /// <summary>Finds the steepest fall before the least loss.</summary>
    internal RateTest Judge()
    {
        var bottom = points.Count == 0 ? -1 : points.IndexOf(points.MinBy(static point => point.Smooth));
        var steepest = 0.0;
        for (var i = 0; i + Span <= bottom; i++)
        {
            var fall = points[i + Span].Smooth - points[i].Smooth;
            if (fall < steepest)
                (steepest, Suggestion) = (fall, points[i + Span].Rate);
        }
        return this;
    }
}
