namespace Adjoint.Tests.Numerics.Layers;

/// <summary>An activation with the errors that docs/accuracy.md states for its value and its derivative, and its formula in double precision.</summary>
/// <param name="Name">Its name on that page.</param>
/// <param name="Value">The error of the value.</param>
/// <param name="Derivative">The error of the derivative.</param>
/// <param name="Exact">Value and derivative, right to a float's last place.</param>
/// <param name="Floats">The activation in floats.</param>
/// <param name="Doubles">The activation in doubles.</param>
public sealed record ActivationBounds(
    string Name, Bound Value, Bound Derivative, Func<double, (double Value, double Derivative)> Exact, Func<IVjpNetwork<float>> Floats, Func<IVjpNetwork<double>> Doubles)
{
    private static readonly Bound Right = new(0);

    public static IReadOnlyList<ActivationBounds> All { get; } =
    [
        new("ReLU", Right, Right, static x => (Math.Max(x, 0), x > 0 ? 1 : 0), static () => new Activations.FloatReLU(), static () => new Activations.DoubleReLU()),
        new("LeakyReLU", new(1.5), new(0.5), static x => x > 0 ? (x, 1) : (0.01 * x, 0.01), static () => new Activations.FloatLeakyReLU(), static () => new Activations.DoubleLeakyReLU()),
        new("PReLU", new(0.5), Right, static x => x > 0 ? (x, 1) : (0.25 * x, 0.25), static () => new Activations.FloatPReLU(), static () => new Activations.DoublePReLU()),
        new("ELU", new(4), new(0, 3), static x => ExactActivations.ELU(x, 1, 1), static () => new Activations.FloatELU(), static () => new Activations.DoubleELU()),
        new(
            "SELU",
            new(5),
            new(0, 5),
            static x => ExactActivations.ELU(x, 1.0507009873554805, 1.6732632423543772),
            static () => new Activations.FloatSELU(),
            static () => new Activations.DoubleSELU()),
        new("Sigmoid", new(3), new(0, 1), ExactActivations.Sigmoid, static () => new Activations.FloatSigmoid(), static () => new Activations.DoubleSigmoid()),
        new("Tanh", new(6), new(0, 5), ExactActivations.Tanh, static () => new Activations.FloatTanh(), static () => new Activations.DoubleTanh()),
        new("Softplus", new(3), new(3), ExactActivations.Softplus, static () => new Activations.FloatSoftplus(), static () => new Activations.DoubleSoftplus()),
        new("GELU", new(7), new(6, 1, -2, 0), ExactActivations.GELU, static () => new Activations.FloatGELU(), static () => new Activations.DoubleGELU()),
        new(
            "GELU, approximate",
            new(7, OfExponent: 3, Exponent: ExactActivations.LogisticArgument),
            new(8, 2, -2, 0, 3, ExactActivations.LogisticArgument),
            ExactActivations.ApproximateGELU,
            static () => new Activations.FloatApproximateGELU(),
            static () => new Activations.DoubleApproximateGELU()),
        new("SiLU", new(4), new(6, 1, -3, 0), ExactActivations.SiLU, static () => new Activations.FloatSiLU(), static () => new Activations.DoubleSiLU()),
        new("Mish", new(6), new(8, 1, -3, 0), ExactActivations.Mish, static () => new Activations.FloatMish(), static () => new Activations.DoubleMish()),
        new("Hardswish", new(3), new(2), ExactActivations.Hardswish, static () => new Activations.FloatHardswish(), static () => new Activations.DoubleHardswish()),
        new("Hardsigmoid", new(2), new(1), ExactActivations.Hardsigmoid, static () => new Activations.FloatHardsigmoid(), static () => new Activations.DoubleHardsigmoid()),
    ];

    /// <summary>The name of each activation, as theory data.</summary>
    public static TheoryData<string> Names => [.. All.Select(static a => a.Name)];

    public static ActivationBounds Named(string name) => All.Single(a => a.Name == name);
}
