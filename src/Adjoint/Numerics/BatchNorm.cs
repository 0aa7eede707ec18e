using System.ComponentModel;

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
    public static void Statistics(
        float* moments, float* weight, float* bias, float* runningMean, float* runningVariance, float* statistics,
        int channels, int positions, float epsilon, float momentum, nuint rows, nuint slice, nuint slices)
    {
        var count = (double)rows * positions;
        for (var c = First(channels, slice, slices); c < First(channels, slice + 1, slices); c++)
        {
            var (mean, squares) = Join(moments, channels, positions, rows, c);
            var deviation = 1 / Math.Sqrt(squares / count + epsilon);
            Set(statistics, channels, c, weight[c] * deviation, bias[c] - mean * weight[c] * deviation, mean, deviation);
            runningMean[c] = (float)((1 - momentum) * (double)runningMean[c] + momentum * mean);
            runningVariance[c] = (float)((1 - momentum) * (double)runningVariance[c] + momentum * (squares / (count - 1)));
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
    public static void ParameterGradients(
        float* moments, float* statistics, float* weightGradient, float* biasGradient, int channels, nuint rows, bool accumulate, nuint slice, nuint slices)
    {
        for (var c = First(channels, slice, slices); c < First(channels, slice + 1, slices); c++)
        {
            var (sum, product) = Sum(moments, channels, rows, c);
            biasGradient[c] = (accumulate ? biasGradient[c] : 0) + (float)sum;
            weightGradient[c] = (accumulate ? weightGradient[c] : 0) + (float)(product * statistics[3 * channels + c]);
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
    public static void GradientStatistics(
        float* moments, float* statistics, float* gradientStatistics, int channels, int positions, nuint rows, nuint slice, nuint slices)
    {
        var count = (double)rows * positions;
        for (var c = First(channels, slice, slices); c < First(channels, slice + 1, slices); c++)
        {
            var (sum, product) = Sum(moments, channels, rows, c);
            double factor = statistics[c], mean = statistics[2 * channels + c], deviation = statistics[3 * channels + c];
            var slope = deviation * deviation * product;
            gradientStatistics[c] = (float)factor;
            gradientStatistics[channels + c] = (float)(-factor * slope / count);
            gradientStatistics[2 * channels + c] = (float)(factor * (mean * slope - sum) / count);
        }
    }

    /// <summary>How each channel is normalised in prediction: <c>[2][channels]</c>, factor γ s and summand β − μ γ s from the running statistics.</summary>
    public static void Fold(float* weight, float* bias, float* runningMean, float* runningVariance, float* affine, int channels, float epsilon)
    {
        for (var c = 0; c < channels; c++)
        {
            var factor = weight[c] / MathF.Sqrt(runningVariance[c] + epsilon);
            affine[c] = factor;
            affine[channels + c] = bias[c] - runningMean[c] * factor;
        }
    }

    private static void Set(float* statistics, int channels, int c, double factor, double summand, double mean, double deviation)
    {
        statistics[c] = (float)factor;
        statistics[channels + c] = (float)summand;
        statistics[2 * channels + c] = (float)mean;
        statistics[3 * channels + c] = (float)deviation;
    }

    /// <summary>Mean and Σ (x − mean)² of one channel over all rows, joined row by row.</summary>
    private static (double Mean, double Squares) Join(float* moments, int channels, int positions, nuint rows, int c)
    {
        double mean = 0, squares = 0;
        for (nuint row = 0; row < rows; row++)
        {
            var block = moments + row / Lanes * (nuint)(2 * channels * Lanes) + row % Lanes;
            var difference = block[c * Lanes] - mean;
            mean += difference / (row + 1);
            squares += block[(channels + c) * Lanes] + difference * difference * positions * row / (row + 1);
        }
        return (mean, squares);
    }

    private static (double First, double Second) Sum(float* moments, int channels, nuint rows, int c)
    {
        double first = 0, second = 0;
        for (nuint row = 0; row < rows; row++)
        {
            var block = moments + row / Lanes * (nuint)(2 * channels * Lanes) + row % Lanes;
            first += block[c * Lanes];
            second += block[(channels + c) * Lanes];
        }
        return (first, second);
    }

    private static int First(int channels, nuint slice, nuint slices) => (int)((nuint)channels * slice / slices);
}
