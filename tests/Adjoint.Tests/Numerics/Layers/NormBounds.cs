namespace Adjoint.Tests.Numerics.Layers;

/// <summary>
/// A normalisation with the errors that docs/accuracy.md states, in ε: of the value relative to the largest of the group, of the gradient relative to 1/√(var + ε) times
/// the largest of the incoming gradient.
/// </summary>
/// <param name="Name">Its name on that page.</param>
/// <param name="Size">The numbers that are normalised together, which lie side by side.</param>
/// <param name="IsCentred">Whether the mean is subtracted.</param>
/// <param name="Value">The error of the value.</param>
/// <param name="Derivative">The error of gradient and tangent.</param>
/// <param name="Floats">The layer in floats.</param>
/// <param name="Doubles">The layer in doubles.</param>
public sealed record NormBounds(
    string Name, int Size, bool IsCentred, double Value, double Derivative, Func<IVjpNetwork<float>> Floats, Func<IVjpNetwork<double>> Doubles)
{
    public static IReadOnlyList<NormBounds> All { get; } =
    [
        new("LayerNorm", 37, true, 3, 10, static () => new Norms.FloatLayer(), static () => new Norms.DoubleLayer()),
        new("GroupNorm", 33, true, 3, 10, static () => new Norms.FloatGroups(), static () => new Norms.DoubleGroups()),
        new("InstanceNorm", 35, true, 3, 10, static () => new Norms.FloatInstances(), static () => new Norms.DoubleInstances()),
        new("RMSNorm", 37, false, 3, 5, static () => new Norms.FloatRoot(), static () => new Norms.DoubleRoot()),
    ];

    /// <summary>The name of each, as theory data.</summary>
    public static TheoryData<string> Names => [.. All.Select(static a => a.Name)];

    public static NormBounds Named(string name) => All.Single(a => a.Name == name);

    /// <summary>Value, gradient and tangent of some rows, in either type.</summary>
    public (double[] Y, double[] Dx, double[] Along) Run(double[] x, double[] dy, bool isDouble) => isDouble ? Run(Doubles(), x, dy) : Run(Floats(), x, dy);

    /// <summary>The same of any network of doubles.</summary>
    internal static (double[] Y, double[] Dx, double[] Along) Run(IVjpNetwork<double> network, double[] x, double[] dy)
    {
        var (y, dx, along) = (new double[x.Length], new double[x.Length], new double[x.Length]);
        network.Predict(x, y);
        network.Vjp(x, dy, dx, []);
        ((IJvpNetwork<double>)network).Jvp(x, dy, [], along);
        return (y, dx, along);
    }

    /// <summary>The same of any network of floats.</summary>
    internal static (double[] Y, double[] Dx, double[] Along) Run(IVjpNetwork<float> network, double[] x, double[] dy)
    {
        var (xs, dys) = (Array.ConvertAll(x, static n => (float)n), Array.ConvertAll(dy, static n => (float)n));
        var (y, dx, along) = (new float[x.Length], new float[x.Length], new float[x.Length]);
        network.Predict(xs, y);
        network.Vjp(xs, dys, dx, []);
        ((IJvpNetwork<float>)network).Jvp(xs, dys, [], along);
        return (Doubled(y), Doubled(dx), Doubled(along));
    }

    private static double[] Doubled(float[] numbers) => Array.ConvertAll(numbers, static n => (double)n);
}
