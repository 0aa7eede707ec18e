using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Data;

/// <summary>Mean and deviation of each channel over the rows of a data set, in one pass.</summary>
/// <remarks>
/// Each row's mean and sum of squared distances from it are joined to those of the rows before: Chan, Golub and LeVeque, "Updating formulae and a pairwise
/// algorithm for computing sample variances" (1982). Sums of squares from which a squared mean is taken would lose the digits that count.
/// </remarks>
internal sealed class ChannelStatistics(int channels, int valuesPerRow)
{
    private readonly double[] means = new double[channels];
    private readonly double[] squares = new double[channels];
    private long rows;

    /// <summary>Mean and deviation of each channel so far; the deviation's divisor is the number of values.</summary>
    public (float[] Mean, float[] Deviation) Result =>
        (Array.ConvertAll(means, static mean => (float)mean), Array.ConvertAll(squares, square => (float)Math.Sqrt(square / ((double)rows * valuesPerRow))));

    /// <summary>Takes in one row, channel after channel.</summary>
    public void Add(ReadOnlySpan<float> row)
    {
        rows++;
        for (var channel = 0; channel < means.Length; channel++)
            Add(channel, row.Slice(channel * valuesPerRow, valuesPerRow));
    }

    private void Add(int channel, ReadOnlySpan<float> values)
    {
        var mean = Sum(values) / values.Length;
        var square = SumOfSquares(values, mean);
        var distance = mean - means[channel];
        means[channel] += distance / rows;
        squares[channel] += square + distance * distance * values.Length * (rows - 1) / rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Sum(ReadOnlySpan<float> values)
    {
        var sums = Vector256<double>.Zero;
        while (values.Length >= Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(values));
            sums += lower + upper;
            values = values[Vector256<float>.Count..];
        }
        var sum = Vector256.Sum(sums);
        foreach (var value in values)
            sum += value;
        return sum;
    }

    /// <summary>Σ (value − mean)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double SumOfSquares(ReadOnlySpan<float> values, double mean)
    {
        var (means, sums) = (Vector256.Create(mean), Vector256<double>.Zero);
        while (values.Length >= Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(values));
            sums += (lower - means) * (lower - means) + (upper - means) * (upper - means);
            values = values[Vector256<float>.Count..];
        }
        var sum = Vector256.Sum(sums);
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return sum;
    }
}
