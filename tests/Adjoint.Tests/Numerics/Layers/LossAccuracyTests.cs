using System.Text.Json;

namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Each loss and its gradient stay within the errors that docs/accuracy.md states.</summary>
public sealed class LossAccuracyTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [MemberData(nameof(LossBounds.Names), MemberType = typeof(LossBounds))]
    public void Errors_stay_within_what_is_stated(string name)
    {
        var loss = LossBounds.Named(name);
        foreach (var isDouble in new[] { false, true })
        {
            var (value, derivative) = Worst(loss, isDouble);
            var type = isDouble ? "double" : "float";
            Assert.True(value.Share <= 1, $"{name} of the {type} {value.At:R} is wrong by {value.Share:F2} times what is stated.");
            Assert.True(derivative.Share <= 1, $"The gradient of {name} of the {type} {derivative.At:R} is wrong by {derivative.Share:F2} times what is stated.");
        }
    }

    /// <summary>A class whose target is exactly 0 adds nothing, however sure the network is of the other.</summary>
    [Theory]
    [InlineData(Infinity, 1, 0, 0)]
    [InlineData(-Infinity, 0, 0, 0)]
    [InlineData(-Infinity, 1, Infinity, -1)]
    [InlineData(Infinity, 0, Infinity, 1)]
    [InlineData(double.NaN, 1, double.NaN, double.NaN)]
    [InlineData(1, double.NaN, double.NaN, double.NaN)]
    [InlineData(3e38, 1, 0, 0)]
    [InlineData(-3e38, 0, 0, 0)]
    [InlineData(15, 1, 3.059022269256247e-7, -3.059021801374e-7)]
    public void Binary_cross_entropy_has_its_limits(double y, double t, double value, double derivative)
    {
        foreach (var isDouble in new[] { false, true })
        {
            var (values, gradients) = LossBounds.Named("BinaryCrossEntropy").Run([y], [t], isDouble);
            Assert.True(value.Equals(values[0]) || Math.Abs(value - values[0]) <= 1e-6 * value, $"The loss is {values[0]:R}, not {value:R}.");
            Assert.True(derivative.Equals(gradients[0]) || Math.Abs(derivative - gradients[0]) <= 1e-6 * Math.Abs(derivative), $"The gradient is {gradients[0]:R}, not {derivative:R}.");
        }
    }

    /// <summary>The second derivative of binary cross-entropy is σ(y) (1 − σ(y)) on either side, and ¼ at 0, where its formulas meet.</summary>
    [Theory]
    [InlineData(15, 3.059021333492e-7)]
    [InlineData(-15, 3.059021333492e-7)]
    [InlineData(0, 0.25)]
    [InlineData(60, 8.756510762696520e-27)]
    public void The_curvature_of_binary_cross_entropy_keeps_its_digits(double y, double expected)
    {
        var (floats, product) = (new Losses.FloatBinaryCrossEntropy(), new float[2]);
        new float[] { 1, 0 }.CopyTo(floats.Parameters);
        floats.HessianVectorProduct([(float)y], [1f], [0, 1], product);
        Assert.Equal(expected, product[1], 1e-6 * expected);
        var (doubles, exact) = (new Losses.DoubleBinaryCrossEntropy(), new double[2]);
        new double[] { 1, 0 }.CopyTo(doubles.Parameters);
        doubles.HessianVectorProduct([y], [1], [0, 1], exact);
        Assert.Equal(expected, exact[1], 1e-12 * expected);
    }

    internal static ((double Share, double At) Value, (double Share, double At) Derivative) Worst(LossBounds loss, bool isDouble)
    {
        var points = loss.Exact is null ? Golden(loss.Name, isDouble) : Drawn(loss, isDouble);
        var (values, gradients) = loss.Run([.. points.Select(static p => p.Y)], [.. points.Select(static p => p.T)], isDouble);
        var (worst, worstDerivative) = ((0.0, 0.0), (0.0, 0.0));
        for (var i = 0; i < points.Count; i++)
        {
            var (y, _, value, derivative) = points[i];
            worst = Max(worst, (loss.Value.Share(y, values[i], value, isDouble), y));
            worstDerivative = Max(worstDerivative, (loss.Derivative.Share(y, gradients[i], derivative, isDouble), y));
        }
        return (worst, worstDerivative);
    }

    private static (double, double) Max((double Share, double At) a, (double Share, double At) b) => b.Share > a.Share ? b : a;

    private static List<(double Y, double T, double Value, double Derivative)> Golden(string name, bool isDouble)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "accuracy.json")));
        return [.. golden.RootElement.GetProperty(name + (isDouble ? "" : "OfFloats")).EnumerateArray()
            .Select(static p => (p[0].GetDouble(), p[1].GetDouble(), p[2].GetDouble(), p[3].GetDouble()))];
    }

    /// <summary>Outputs near a target and far from it; targets are ±1 where there is a margin.</summary>
    private static List<(double Y, double T, double Value, double Derivative)> Drawn(LossBounds loss, bool isDouble)
    {
        var random = new Random(5);
        List<(double, double, double, double)> points = [];
        for (var i = 0; i < 600; i++)
        {
            var t = loss.Name.EndsWith("Hinge", StringComparison.Ordinal) ? 1 - 2 * random.Next(2) : (float)(10 * random.NextDouble() - 5);
            var y = t + Math.Pow(10, 8 * random.NextDouble() - 5) * (1 - 2 * random.Next(2));
            y = isDouble ? y : (float)y;
            var (value, derivative) = loss.Exact!(ExactNorm.Exact(y), ExactNorm.Exact(t));
            points.Add((y, t, (double)value, (double)derivative));
        }
        return points;
    }
}
