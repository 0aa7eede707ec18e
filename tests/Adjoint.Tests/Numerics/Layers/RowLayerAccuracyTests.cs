using System.Text.Json;

namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Softmax, its logarithm and local response normalisation stay within the errors that docs/accuracy.md states, against <c>tests/Golden/accuracy.py</c>.</summary>
public sealed class RowLayerAccuracyTests
{
    /// <summary>The errors that are stated, in ε: of the value relative to the largest output or 1, of the derivative relative to the largest of the incoming gradient.</summary>
    public static IReadOnlyList<(string Name, double Value, double Derivative)> Bounds { get; } = [("Softmax", 4, 3), ("LogSoftmax", 2, 5), ("LocalResponseNorm", 2, 2)];

    public static TheoryData<string> Names => [.. Bounds.Select(static b => b.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Errors_stay_within_what_is_stated(string name)
    {
        var (_, value, derivative) = Bounds.Single(b => b.Name == name);
        foreach (var isDouble in new[] { false, true })
        {
            var worst = Worst(name, isDouble);
            Assert.True(worst.Value <= value, $"{name} is wrong by {worst.Value:F2} ε{(isDouble ? " of doubles" : "")}.");
            Assert.True(worst.Derivative <= derivative, $"The derivative of {name} is wrong by {worst.Derivative:F2} ε{(isDouble ? " of doubles" : "")}.");
        }
    }

    /// <summary>The largest errors, in ε; a row is run by itself, and among others.</summary>
    internal static (double Value, double Derivative) Worst(string name, bool isDouble)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "accuracy.json")));
        var (value, derivative) = (0.0, 0.0);
        foreach (var row in golden.RootElement.GetProperty(name).EnumerateArray())
        {
            var parts = row.EnumerateArray().Select(static n => n.GetDouble()).Chunk(33).ToArray();
            var (x, dy, exact, dx) = (parts[0], parts[1], parts[2], parts[3]);
            foreach (var copies in new[] { 1, 18 })
            {
                double[] Copied(double[] numbers) => [.. Enumerable.Repeat(numbers, copies).SelectMany(static n => n)];
                var found = isDouble ? NormBounds.Run(Doubles(name), Copied(x), Copied(dy)) : NormBounds.Run(Floats(name), Copied(x), Copied(dy));
                value = Math.Max(value, Largest(exact, found.Y[^33..]) / Math.Max(exact.Max(Math.Abs), 1));
                derivative = Math.Max(derivative, Largest(dx, found.Dx[^33..]) / dy.Max(Math.Abs));
            }
        }
        var machine = Math.ScaleB(1, isDouble ? -52 : -23);
        return (value / machine, derivative / machine);
    }

    private static double Largest(double[] exact, double[] found) => exact.Zip(found, static (e, f) => Math.Abs(e - f)).Max();

    private static IVjpNetwork<float> Floats(string name) => name switch
    {
        "Softmax" => new RowLayers.FloatSoftmax(),
        "LogSoftmax" => new RowLayers.FloatLogSoftmax(),
        _ => new RowLayers.FloatLocalResponse(),
    };

    private static IVjpNetwork<double> Doubles(string name) => name switch
    {
        "Softmax" => new RowLayers.DoubleSoftmax(),
        "LogSoftmax" => new RowLayers.DoubleLogSoftmax(),
        _ => new RowLayers.DoubleLocalResponse(),
    };
}
