namespace Adjoint.Tests.Training;

/// <summary>Functions that are not finite at 0, or have no finite slope there.</summary>
public static class Steep
{
    [Differentiable]
    public static float Ln(float x) => MathF.Log(x);

    [Differentiable]
    public static float Root(float x) => MathF.Sqrt(x);

    [Differentiable]
    public static float Inverse(float x) => 1 / x;

    [Differentiable]
    public static float Power(float x, [Parameter(0.5f)] float a) => MathF.Exp(a * MathF.Log(x));

    /// <summary>The deviance of a Poisson distribution, but for a constant.</summary>
    [Differentiable]
    public static float Poisson(float y, float t) => y - t * MathF.Log(y);

    /// <summary>Itakura and Saito's divergence.</summary>
    [Differentiable]
    public static float ItakuraSaito(float y, float t) => t / y - MathF.Log(t / y) - 1;

    [Differentiable]
    public static float Relative(float y, float t) => MathF.Abs(y - t) / t;

    [Differentiable]
    public static double LnOfDouble(double x) => Math.Log(x);

    [Differentiable]
    public static double RootOfDouble(double x) => Math.Sqrt(x);

    [Differentiable]
    public static double PoissonOfDouble(double y, double t) => y - t * Math.Log(y);
}

[Network(Derivatives = Derivatives.Vjp | Derivatives.HessianVectorProduct | Derivatives.RowGradients | Derivatives.RowGradientNorms), Input(2)]
[Apply(typeof(Steep), nameof(Steep.Ln)), Dense(1), MeanSquaredError]
public sealed partial class Logarithm;

[Network(Derivatives = Derivatives.Vjp | Derivatives.HessianVectorProduct | Derivatives.RowGradients | Derivatives.RowGradientNorms), Input(2)]
[Dense(2, Bias = false), Apply(typeof(Steep), nameof(Steep.Root)), Dense(1), MeanSquaredError]
public sealed partial class SquareRoot;

/// <summary>Panels, few outputs, a trained function, and a loss of one's own.</summary>
[Network(Derivatives = Derivatives.Vjp | Derivatives.HessianVectorProduct | Derivatives.RowGradients | Derivatives.RowGradientNorms), Input(5)]
[Apply(typeof(Steep), nameof(Steep.Inverse)), Dense(21, Bias = false), Apply(typeof(Steep), nameof(Steep.Power)), Dense(3), Loss(typeof(Steep), nameof(Steep.Poisson))]
public sealed partial class Divided;

[Network(Derivatives = Derivatives.HessianVectorProduct | Derivatives.RowGradients), Input(3), Dense(2), Loss(typeof(Steep), nameof(Steep.ItakuraSaito))]
public sealed partial class Spectrum;

[Network(Derivatives = Derivatives.RowGradients), Input(3), Dense(2), Loss(typeof(Steep), nameof(Steep.Relative))]
public sealed partial class Percentage;

/// <summary>A convolution after a logarithm, and a value with two readers.</summary>
[Network(Derivatives = Derivatives.Vjp | Derivatives.RowGradientNorms), Input(2, 5, 4)]
[Apply(typeof(Steep), nameof(Steep.Ln)), Conv2D(3, Kernel = 3, Padding = 1), Apply(typeof(Steep), nameof(Steep.Root)), As("a"), Conv2D(3, Kernel = 1), Add("a"), PReLU(Slopes = 3)]
[Flatten, Dense(2), MeanSquaredError]
public sealed partial class LogarithmOfImages;

/// <summary>All rows of a batch meet behind a logarithm.</summary>
[Network, Input(4), Apply(typeof(Steep), nameof(Steep.Ln)), Dense(19, Bias = false), BatchNorm, Tanh, Dense(2), MeanSquaredError]
public sealed partial class LogarithmOfBatches;

[Network(Derivatives = Derivatives.Vjp | Derivatives.HessianVectorProduct | Derivatives.RowGradients, Precision = Precision.Double), Input(2)]
[Apply(typeof(Steep), nameof(Steep.LnOfDouble)), Dense(1), MeanSquaredError]
public sealed partial class LogarithmOfDoubles;

[Network(Derivatives = Derivatives.Vjp | Derivatives.HessianVectorProduct | Derivatives.RowGradients, Precision = Precision.Double), Input(2)]
[Dense(9, Bias = false), Apply(typeof(Steep), nameof(Steep.RootOfDouble)), Dense(3), Loss(typeof(Steep), nameof(Steep.PoissonOfDouble))]
public sealed partial class SquareRootOfDoubles;

/// <summary>Moves that the rules forbid are masked with −∞.</summary>
[Network(Derivatives = Derivatives.HessianVectorProduct), Input("mask", 3), Input("x", 2), From("x"), Dense(3), Add("mask"), CrossEntropy]
public sealed partial class Masked;

[Network, Input("mask", 3), Input("x", 2), From("x"), Dense(3), Add("mask"), CrossEntropy(LabelSmoothing = 0.1f)]
public sealed partial class MaskedAndSmoothed;

[Network, Input("mask", 3), Input("x", 2), From("x"), Dense(3), Add("mask"), CrossEntropy(Targets = Targets.Probabilities)]
public sealed partial class MaskedProbabilities;

[Network(Precision = Precision.Double), Input("mask", 3), Input("x", 2), From("x"), Dense(3), Add("mask"), CrossEntropy]
public sealed partial class MaskedDoubles;

/// <summary>The logits are the inputs.</summary>
[Network(Derivatives = Derivatives.HessianVectorProduct | Derivatives.RowGradients | Derivatives.RowGradientNorms), Input(3), Dense(3), CrossEntropy]
public sealed partial class ThreeClasses;

[Network(Precision = Precision.Double, Derivatives = Derivatives.HessianVectorProduct), Input(3), Dense(3), CrossEntropy]
public sealed partial class ThreeClassesOfDoubles;

/// <summary>The first class is the one to ignore.</summary>
[Network, Input(3), Dense(3, Bias = false), CrossEntropy(IgnoreIndex = 0)]
public sealed partial class Padded;

[Network, Input(3), Dense(3), CrossEntropy(ClassWeights = new[] { 1f, 0f, 3f })]
public sealed partial class Unequal;

/// <summary>Its loss is finite for infinite inputs, and its gradient is not.</summary>
[Network, Input(3), Dense(2), Tanh, MeanSquaredError]
public sealed partial class Saturated;

/// <summary>Two losses of one output, each a mean of its own.</summary>
[Network, Input(3), Dense(3), CrossEntropy(Weight = 0.5f), CrossEntropy(ClassWeights = new[] { 1f, 0f, 3f }, IgnoreIndex = 1)]
public sealed partial class TwiceJudged;
