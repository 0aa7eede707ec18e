namespace Adjoint.Tests.Numerics.Layers;

/// <summary>A loss of one output with the errors that docs/accuracy.md states for its value and its gradient.</summary>
/// <param name="Name">Its name on that page.</param>
/// <param name="Value">The error of the value.</param>
/// <param name="Derivative">The error of the gradient.</param>
/// <param name="Exact">Value and gradient in 28 digits; null where golden numbers tell.</param>
/// <param name="Floats">A network of it in floats.</param>
/// <param name="Doubles">A network of it in doubles.</param>
public sealed record LossBounds(
    string Name, Bound Value, Bound Derivative, Func<decimal, decimal, (decimal Value, decimal Derivative)>? Exact,
    Func<IRowGradientNetwork<float>> Floats, Func<IRowGradientNetwork<double>> Doubles)
{
    public static IReadOnlyList<LossBounds> All { get; } =
    [
        new("BinaryCrossEntropy", new(3), new(4, 0.5, -4, 4), null, static () => new Losses.FloatBinaryCrossEntropy(), static () => new Losses.DoubleBinaryCrossEntropy()),
        new("MeanSquaredError", new(3), new(1), static (y, t) => ((y - t) * (y - t), 2 * (y - t)), static () => new Losses.FloatMeanSquaredError(), static () => new Losses.DoubleMeanSquaredError()),
        new(
            "MeanAbsoluteError",
            new(1),
            new(0),
            static (y, t) => (Math.Abs(y - t), Math.Sign(y - t)),
            static () => new Losses.FloatMeanAbsoluteError(),
            static () => new Losses.DoubleMeanAbsoluteError()),
        new("Huber", new(3), new(1), Huber, static () => new Losses.FloatHuber(), static () => new Losses.DoubleHuber()),
        new("Hinge", new(1), new(0), static (y, t) => t * y < 1 ? (1 - t * y, -t) : (0, 0), static () => new Losses.FloatHinge(), static () => new Losses.DoubleHinge()),
        new(
            "SquaredHinge",
            new(3),
            new(2),
            static (y, t) => t * y < 1 ? ((1 - t * y) * (1 - t * y), -2 * t * (1 - t * y)) : (0, 0),
            static () => new Losses.FloatSquaredHinge(),
            static () => new Losses.DoubleSquaredHinge()),
    ];

    /// <summary>The name of each, as theory data.</summary>
    public static TheoryData<string> Names => [.. All.Select(static a => a.Name)];

    public static LossBounds Named(string name) => All.Single(a => a.Name == name);

    /// <summary>The loss and its gradient for each logit and target.</summary>
    public (double[] Values, double[] Gradients) Run(double[] y, double[] t, bool isDouble)
    {
        var (values, gradients) = (new double[y.Length], new double[y.Length]);
        if (isDouble)
        {
            var (network, rows) = (Doubles(), new double[2 * y.Length]);
            new double[] { 1, 0 }.CopyTo(network.Parameters);
            network.RowGradients(y, t, rows);
            for (var i = 0; i < y.Length; i++)
                (values[i], gradients[i]) = (network.Loss(y.AsSpan(i, 1), t.AsSpan(i, 1)), rows[2 * i + 1]);
        }
        else
        {
            var (network, rows) = (Floats(), new float[2 * y.Length]);
            var (ys, ts) = (Array.ConvertAll(y, static n => (float)n), Array.ConvertAll(t, static n => (float)n));
            new float[] { 1, 0 }.CopyTo(network.Parameters);
            network.RowGradients(ys, ts, rows);
            for (var i = 0; i < y.Length; i++)
                (values[i], gradients[i]) = (network.Loss(ys.AsSpan(i, 1), ts.AsSpan(i, 1)), rows[2 * i + 1]);
        }
        return (values, gradients);
    }

    private static (decimal Value, decimal Derivative) Huber(decimal y, decimal t)
    {
        const decimal delta = 0.75m;
        var error = y - t;
        return Math.Abs(error) <= delta ? (error * error / 2, error) : (delta * (Math.Abs(error) - delta / 2), delta * Math.Sign(error));
    }
}
