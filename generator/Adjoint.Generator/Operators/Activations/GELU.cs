using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Kernels.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x Φ(x)</c>, Φ the normal distribution function: <c>Φ(x) = ½ (1 + erf(x/√2))</c> or, with <c>Approximate</c>, <c>½ (1 + tanh u)</c> with
/// u = √(2/π) (x + 0.044715 x³).
/// <para>
/// Gradient, exact: (1) dx = dy (Φ(x) + x φ(x)), φ(x) = exp(−x²/2) / √(2π). Approximate: with t = tanh u and u′ = √(2/π) (1 + 3 · 0.044715 x²),
/// (1) dx = dy (½ (1 + t) + ½ x (1 − t²) u′). Backward reads the input.
/// </para>
/// <para>Source: Hendrycks and Gimpel (2016).</para>
/// </summary>
internal sealed class GELU : Elementwise
{
    private const double InverseSqrt2 = 0.70710678118654752;
    private const double InverseSqrt2Pi = 0.39894228040143268;
    private const double Sqrt2OverPi = 0.79788456080286536;
    private const double Cubic = 0.044715;

    public override string Name => "GELU";

    protected override int FlopsPerElement => 25;

    protected override Expr Value(Expr x, AttributeUse use) =>
        0.5f * x * (1 + (IsApproximate(use) ? Tanh(Argument(x)) : Erf(x * InverseSqrt2)));

    protected override Expr Derivative(Expr x, Expr y, AttributeUse use) => IsApproximate(use)
        ? 0.5f * (1 + Tanh(Argument(x))) + 0.5f * x * (1 - Tanh(Argument(x)) * Tanh(Argument(x))) * (Sqrt2OverPi + 3 * Sqrt2OverPi * Cubic * (x * x))
        : 0.5f * (1 + Erf(x * InverseSqrt2)) + x * (InverseSqrt2Pi * Exp(-0.5f * (x * x)));

    protected override string Formula(string x) => $"{x} Φ({x})";

    protected override string Variant(AttributeUse use) => IsApproximate(use) ? "Tanh" : "";

    private static bool IsApproximate(AttributeUse use) => use.Bool("Approximate");

    private static Expr Argument(Expr x) => Sqrt2OverPi * x * (1 + Cubic * (x * x));
}
