using System.Runtime.CompilerServices;
using System.ComponentModel;
using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>
/// The parts of batch normalisation in which all rows, or none, take part. Moments are some numbers for each row and channel, in lane blocks
/// <c>[block][numbers · channels][16]</c>; sums over rows run in double, in the order of the rows. Source: Ioffe and Szegedy (2015); Chan, Golub and LeVeque
/// (1979) for the joining of variances.
/// </summary>
/// <remarks>
/// A mean of numbers far from zero is rounded to a float before it is subtracted from them. What the rounding has left out, the rest, is small: it is taken account of
/// where it can be, in the summand, so that x − mean keeps the digits by which neighbours differ.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class BatchNorm
{
    private const int Lanes = LaneBlocks.Rows;

    // Where the numbers of a channel lie in its statistics, behind factor and summand.
    private const int Mean = 2, Rest = 3, Deviation = 4;

    /// <summary>Joins the rows' means and squared deviations, moves the running statistics, and works out how each channel is normalised.</summary>
    /// <param name="moments">Each row's first value, the mean over its positions less that, and Σ (x − mean)²; the value alone where there is one position.</param>
    /// <param name="weight">γ.</param>
    /// <param name="bias">β.</param>
    /// <param name="runningMean">Moves towards the batch's mean.</param>
    /// <param name="runningVariance">Moves towards the batch's unbiased variance.</param>
    /// <param name="statistics">Receives <c>[5][channels]</c>: factor γ s, summand β − γ s · rest, mean μ, the rest of the mean, and s = 1/√(σ² + ε).</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="positions">The positions of a channel in a row.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="momentum">How far the running statistics move.</param>
    /// <param name="rows">The rows of the batch, or of a shard of it.</param>
    /// <param name="meeting">Where shards meet; null for a whole batch.</param>
    /// <param name="slice">Which part of the channels.</param>
    /// <param name="slices">The number of parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Statistics<T>(
        T* moments, T* weight, T* bias, T* runningMean, T* runningVariance, T* statistics,
        int channels, int positions, T epsilon, T momentum, nint rows, Meeting* meeting, nint slice, nint slices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var place = meeting == null ? 0 : meeting->Take(Moments * channels);
        if (meeting != null && meeting->IsCollecting)
        {
            Leave(moments, channels, positions, rows, meeting, place);
            return;
        }
        var (kept, taken) = (double.CreateTruncating(T.One - momentum), double.CreateTruncating(momentum));
        var count = (double)(meeting == null ? rows : meeting->AllRows()) * positions;
        for (var c = First(channels, slice, slices); c < First(channels, slice + 1, slices); c++)
        {
            var (first, offset, squares) = meeting == null ? Join(moments, channels, positions, rows, c) : Join(meeting, place + Moments * c, positions);
            var deviation = 1 / Math.Sqrt(squares / count + double.CreateTruncating(epsilon));
            var (gamma, beta) = (double.CreateTruncating(weight[c]), double.CreateTruncating(bias[c]));
            var mean = double.CreateTruncating(T.CreateTruncating(first + offset));
            var rest = first - mean + offset;
            Set(statistics, channels, c, [gamma * deviation, beta - gamma * deviation * rest, mean, rest, deviation]);
            if (meeting != null && !meeting->Moves)
                continue;
            runningMean[c] = T.CreateTruncating(kept * double.CreateTruncating(runningMean[c]) + taken * (first + offset));
            runningVariance[c] = T.CreateTruncating(kept * double.CreateTruncating(runningVariance[c]) + taken * (squares / (count - 1)));
        }
    }

    /// <summary>The gradients of β and γ: (1) dβ = Σ dy, (2) dγ = s Σ dy (x − μ), over all rows.</summary>
    /// <param name="moments">Each row's Σ dy over its positions, then Σ dy (x − μ).</param>
    /// <param name="statistics">What <see cref="Statistics"/> left.</param>
    /// <param name="weightGradient">Receives dγ.</param>
    /// <param name="biasGradient">Receives dβ.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="accumulate">Whether to add to what is there.</param>
    /// <param name="slice">Which part of the channels.</param>
    /// <param name="slices">The number of parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ParameterGradients<T>(
        T* moments, T* statistics, T* weightGradient, T* biasGradient, int channels, nint rows, bool accumulate, nint slice, nint slices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var c = First(channels, slice, slices); c < First(channels, slice + 1, slices); c++)
        {
            var (sum, product) = Sum(moments, statistics, channels, rows, c);
            biasGradient[c] = (accumulate ? biasGradient[c] : T.Zero) + T.CreateTruncating(sum);
            weightGradient[c] = (accumulate ? weightGradient[c] : T.Zero) + T.CreateTruncating(product * double.CreateTruncating(statistics[Deviation * channels + c]));
        }
    }

    /// <summary>How the gradient with respect to the input follows: (3) dx = a dy + p (x − μ) + q.</summary>
    /// <param name="moments">Each row's Σ dy over its positions, then Σ dy (x − μ).</param>
    /// <param name="statistics">What <see cref="Statistics"/> left.</param>
    /// <param name="gradientStatistics">Receives <c>[4][channels]</c>: a = γ s, p = −a s dγ/N, q = −a dβ/N − p · rest, and the mean μ.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="positions">The positions of a channel in a row.</param>
    /// <param name="rows">The rows of the batch, or of a shard of it.</param>
    /// <param name="meeting">Where shards meet; null for a whole batch.</param>
    /// <param name="slice">Which part of the channels.</param>
    /// <param name="slices">The number of parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GradientStatistics<T>(
        T* moments, T* statistics, T* gradientStatistics, int channels, int positions, nint rows, Meeting* meeting, nint slice, nint slices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var place = meeting == null ? 0 : meeting->Take(GradientMoments * channels);
        if (meeting != null && meeting->IsCollecting)
        {
            Leave(moments, statistics, channels, rows, meeting, place);
            return;
        }
        var count = (double)(meeting == null ? rows : meeting->AllRows()) * positions;
        for (var c = First(channels, slice, slices); c < First(channels, slice + 1, slices); c++)
        {
            var (sum, product) = meeting == null ? Sum(moments, statistics, channels, rows, c) : Sum(meeting, place + GradientMoments * c);
            double Of(int number) => double.CreateTruncating(statistics[number * channels + c]);
            var (factor, deviation) = (Of(0), Of(Deviation));
            var slope = -factor * deviation * deviation * product / count;
            Set(gradientStatistics, channels, c, [factor, slope, -factor * sum / count - slope * Of(Rest), Of(Mean)]);
        }
    }

    /// <summary>How each channel is normalised in prediction: <c>[3][channels]</c>, factor γ s, summand β and mean μ from the running statistics.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold<T>(T* weight, T* bias, T* runningMean, T* runningVariance, T* affine, int channels, T epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var c = 0; c < channels; c++)
        {
            affine[c] = weight[c] / T.Sqrt(runningVariance[c] + epsilon);
            affine[channels + c] = bias[c];
            affine[2 * channels + c] = runningMean[c];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Set<T>(T* statistics, int channels, int c, ReadOnlySpan<double> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < numbers.Length; i++)
            statistics[i * channels + c] = T.CreateTruncating(numbers[i]);
    }

    /// <summary>
    /// The first value of one channel, the mean over all rows less that, and Σ (x − mean)², joined row by row: what rows differ by from the first is exact in doubles, of
    /// doubles too.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double First, double Offset, double Squares) Join<T>(T* moments, int channels, int positions, nint rows, int c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double offset = 0, squares = 0;
        var first = double.CreateTruncating(moments[c * Lanes]);
        var numbers = positions == 1 ? 1 : 3;
        for (nint row = 0; row < rows; row++)
        {
            var block = moments + row / Lanes * (numbers * channels * Lanes) + row % Lanes;
            double Of(int number) => double.CreateTruncating(block[(number * channels + c) * Lanes]);
            var difference = Of(0) - first + (positions == 1 ? 0 : Of(1)) - offset;
            offset += difference / (row + 1);
            squares += (positions == 1 ? 0 : Of(2)) + difference * difference * positions * row / (row + 1);
        }
        return (first, offset, squares);
    }

    /// <summary>Σ dy and Σ dy (x − mean) over all rows; the rows' sums are of dy (x − μ), without the rest of the mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double First, double Second) Sum<T>(T* moments, T* statistics, int channels, nint rows, int c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double first = 0, second = 0;
        for (nint row = 0; row < rows; row++)
        {
            var block = moments + row / Lanes * (2 * channels * Lanes) + row % Lanes;
            first += double.CreateTruncating(block[c * Lanes]);
            second += double.CreateTruncating(block[(channels + c) * Lanes]);
        }
        return (first, second - double.CreateTruncating(statistics[Rest * channels + c]) * first);
    }

    private static int First(int channels, nint slice, nint slices) => (int)(channels * slice / slices);
}
