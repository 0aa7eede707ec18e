namespace Adjoint.Tool.Commands;

/// <summary>What is said of the values of a tensor: the finite ones, and how many are not.</summary>
internal readonly record struct TensorStatistics(double Least, double Greatest, double Mean, double Deviation, long NotFinite)
{
    /// <summary>Goes through all values once. Source of the running variance: Welford (1962).</summary>
    public static TensorStatistics Of(IEnumerable<ArraySegment<double>> parts)
    {
        var (least, greatest, mean, squares, count, bad) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0.0, 0L, 0L);
        foreach (var part in parts)
        {
            foreach (var value in part)
            {
                if (!double.IsFinite(value))
                {
                    bad++;
                    continue;
                }
                (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
                var change = value - mean;
                mean += change / ++count;
                squares += change * (value - mean);
            }
        }
        return count == 0 ? new(double.NaN, double.NaN, double.NaN, double.NaN, bad) : new(least, greatest, mean, Math.Sqrt(squares / count), bad);
    }
}
