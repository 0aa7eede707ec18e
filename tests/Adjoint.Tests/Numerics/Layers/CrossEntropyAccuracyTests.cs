using System.Text.Json;

namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Cross-entropy of five classes behind a dense layer that rows which are 1 in one place bring the logits through.</summary>
internal static partial class CrossEntropies
{
    [Network, Input(23), Dense(5, Bias = false), CrossEntropy]
    internal sealed partial class Floats;

    [Network(Precision = Precision.Double), Input(23), Dense(5, Bias = false), CrossEntropy]
    internal sealed partial class Doubles;
}

/// <summary>Cross-entropy stays within the errors that docs/accuracy.md states, against <c>tests/Golden/accuracy.py</c>.</summary>
public sealed class CrossEntropyAccuracyTests
{
    /// <summary>The errors that are stated, in ε: of the loss of a row relative to itself or 1, of its gradient relative to 1.</summary>
    public const double Value = 2, Derivative = 2;

    private const int Rows = 23, Classes = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Errors_stay_within_what_is_stated(bool isDouble)
    {
        var (value, derivative) = Worst(isDouble);
        Assert.True(value <= Value, $"The loss is wrong by {value:F2} ε.");
        Assert.True(derivative <= Derivative, $"The gradient is wrong by {derivative:F2} ε.");
    }

    internal static (double Value, double Derivative) Worst(bool isDouble)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "accuracy.json")));
        double[][] rows = [.. golden.RootElement.GetProperty("CrossEntropy").EnumerateArray().Select(static r => r.EnumerateArray().Select(static n => n.GetDouble()).ToArray())];
        double[] logits = [.. rows.SelectMany(static r => r[..Classes])];
        int[] labels = [.. rows.Select(static r => (int)r[Classes])];
        var (losses, gradient) = isDouble ? OfDoubles(logits, labels) : OfFloats(logits, labels);
        var (value, derivative) = (0.0, 0.0);
        for (var row = 0; row < Rows; row++)
        {
            var exact = rows[row][Classes + 1];
            value = Math.Max(value, Math.Abs(losses[row] - exact) / Math.Max(1, exact));
            for (var c = 0; c < Classes; c++)
                derivative = Math.Max(derivative, Math.Abs(Rows * gradient[row * Classes + c] - rows[row][Classes + 2 + c]));
        }
        var machine = Math.ScaleB(1, isDouble ? -52 : -23);
        return (value / machine, derivative / machine);
    }

    private static (double[] Losses, double[] Gradient) OfFloats(double[] logits, int[] labels)
    {
        var (network, gradient) = (new CrossEntropies.Floats(), new float[logits.Length]);
        Array.ConvertAll(logits, static n => (float)n).CopyTo(network.Parameters);
        float[] x = [.. OneHot().Select(static n => (float)n)];
        network.Gradient(x, labels, gradient);
        return ([.. labels.Select((label, row) => (double)network.Loss(x.AsSpan(row * Rows, Rows), [label]))], [.. gradient.Select(static g => (double)g)]);
    }

    private static (double[] Losses, double[] Gradient) OfDoubles(double[] logits, int[] labels)
    {
        var (network, gradient, x) = (new CrossEntropies.Doubles(), new double[logits.Length], OneHot());
        logits.CopyTo(network.Parameters);
        network.Gradient(x, labels, gradient);
        return ([.. labels.Select((label, row) => network.Loss(x.AsSpan(row * Rows, Rows), [label]))], gradient);
    }

    private static double[] OneHot() => [.. Enumerable.Range(0, Rows * Rows).Select(static i => i / Rows == i % Rows ? 1.0 : 0.0)];
}
