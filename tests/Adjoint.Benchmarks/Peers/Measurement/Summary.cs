namespace Adjoint.Benchmarks.Peers;

/// <summary>The median and the quartiles of a sample.</summary>
internal readonly record struct Summary(double LowerQuartile, double Median, double UpperQuartile)
{
    /// <summary>Summarises at least one value; between two values it interpolates (Hyndman and Fan, 1996, definition 7).</summary>
    public static Summary Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
