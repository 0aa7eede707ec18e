using System.ComponentModel;
using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>
/// The parts of batch normalisation in which all rows, or none, take part. Moments are two numbers for each row and channel, in lane blocks
/// <c>[block][2 · channels][16]</c>; sums over rows run in double, in the order of the rows. Source: Ioffe and Szegedy (2015); Chan, Golub and LeVeque
/// (1979) for the joining of variances.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BatchNorm
{
    private const int Lanes = LaneBlocks.Rows;

    /// <summary>Joins the rows' means and squared deviations, moves the running statistics, and works out how each channel is normalised.</summary>
    /// <param name="moments">Each row's mean over its positions, then Σ (x − mean)².</param>
    /// <param name="weight">γ.</param>
    /// <param name="bias">β.</param>
    /// <param name="runningMean">Moves towards the batch's mean.</param>
    /// <param name="runningVariance">Moves towards the batch's unbiased variance.</param>
    /// <param name="statistics">Receives <c>[4][channels]</c>: factor γ s, summand β − μ γ s, mean μ, and s = 1/√(σ² + ε).</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="positions">The positions of a channel in a row.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="momentum">How far the running statistics move.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="slice">Which part of the channels.</param>
    /// <param name="slices">The number of parts.</param>
    public static void Statistics<T>(
        T* moments, T* weight, T* bias, T* runningMean, T* runningVariance, T* statistics,
        int channels, int positions, T epsilon, T momentum, nint rows, nint slice, nint slices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (kept, taken) = (double.CreateTruncating(T.One - momentum), double.CreateTruncating(momentum));
        var count = (double)rows * positions;
        for (var c = First(channels, slice, slices); c < First(channels, slice + 1, slices); c++)
        {
            var (mean, squares) = Join(moments, channels, positions, rows, c);
            var deviation = 1 / Math.Sqrt(squares / count + double.CreateTruncating(epsilon));
            var (gamma, beta) = (double.CreateTruncating(weight[c]), double.CreateTruncating(bias[c]));
            Set(statistics, channels, c, gamma * deviation, beta - mean * gamma * deviation, mean, deviation);
            runningMean[c] = T.CreateTruncating(kept * double.CreateTruncating(runningMean[c]) + taken * mean);
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
    public static void ParameterGradients<T>(
        T* moments, T* statistics, T* weightGradient, T* biasGradient, int channels, nint rows, bool accumulate, nint slice, nint slices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var c = First(channels, slice, slices); c < First(channels, slice + 1, slices); c++)
        {
            var (sum, product) = Sum(moments, channels, rows, c);
            biasGradient[c] = (accumulate ? biasGradient[c] : T.Zero) + T.CreateTruncating(sum);
            weightGradient[c] = (accumulate ? weightGradient[c] : T.Zero) + T.CreateTruncating(product * double.CreateTruncating(statistics[3 * channels + c]));
        }
    }

    /// <summary>How the gradient with respect to the input follows: (3) dx = a dy + p x + q.</summary>
    /// <param name="moments">Each row's Σ dy over its positions, then Σ dy (x − μ).</param>
    /// <param name="statistics">What <see cref="Statistics"/> left.</param>
    /// <param name="gradientStatistics">Receives <c>[3][channels]</c>: a = γ s, p = −a s dγ/N, q = a (μ s dγ − dβ)/N.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="positions">The positions of a channel in a row.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="slice">Which part of the channels.</param>
    /// <param name="slices">The number of parts.</param>
    public static void GradientStatistics<T>(
        T* moments, T* statistics, T* gradientStatistics, int channels, int positions, nint rows, nint slice, nint slices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = (double)rows * positions;
        for (var c = First(channels, slice, slices); c < First(channels, slice + 1, slices); c++)
        {
            var (sum, product) = Sum(moments, channels, rows, c);
            var (factor, mean) = (double.CreateTruncating(statistics[c]), double.CreateTruncating(statistics[2 * channels + c]));
            var deviation = double.CreateTruncating(statistics[3 * channels + c]);
            var slope = deviation * deviation * product;
            gradientStatistics[c] = T.CreateTruncating(factor);
            gradientStatistics[channels + c] = T.CreateTruncating(-factor * slope / count);
            gradientStatistics[2 * channels + c] = T.CreateTruncating(factor * (mean * slope - sum) / count);
        }
    }

    /// <summary>How each channel is normalised in prediction: <c>[2][channels]</c>, factor γ s and summand β − μ γ s from the running statistics.</summary>
    public static void Fold<T>(T* weight, T* bias, T* runningMean, T* runningVariance, T* affine, int channels, T epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var c = 0; c < channels; c++)
        {
            var factor = weight[c] / T.Sqrt(runningVariance[c] + epsilon);
            affine[c] = factor;
            affine[channels + c] = bias[c] - runningMean[c] * factor;
        }
    }

    private static void Set<T>(T* statistics, int channels, int c, double factor, double summand, double mean, double deviation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        statistics[c] = T.CreateTruncating(factor);
        statistics[channels + c] = T.CreateTruncating(summand);
        statistics[2 * channels + c] = T.CreateTruncating(mean);
        statistics[3 * channels + c] = T.CreateTruncating(deviation);
    }

    /// <summary>Mean and Σ (x − mean)² of one channel over all rows, joined row by row.</summary>
    private static (double Mean, double Squares) Join<T>(T* moments, int channels, int positions, nint rows, int c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double mean = 0, squares = 0;
        for (nint row = 0; row < rows; row++)
        {
            var block = moments + row / Lanes * (2 * channels * Lanes) + row % Lanes;
            var difference = double.CreateTruncating(block[c * Lanes]) - mean;
            mean += difference / (row + 1);
            squares += double.CreateTruncating(block[(channels + c) * Lanes]) + difference * difference * positions * row / (row + 1);
        }
        return (mean, squares);
    }

    private static (double First, double Second) Sum<T>(T* moments, int channels, nint rows, int c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double first = 0, second = 0;
        for (nint row = 0; row < rows; row++)
        {
            var block = moments + row / Lanes * (2 * channels * Lanes) + row % Lanes;
            first += double.CreateTruncating(block[c * Lanes]);
            second += double.CreateTruncating(block[(channels + c) * Lanes]);
        }
        return (first, second);
    }

    private static int First(int channels, nint slice, nint slices) => (int)(channels * slice / slices);
}
