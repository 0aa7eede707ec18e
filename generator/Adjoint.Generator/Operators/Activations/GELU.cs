using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x Φ(x)</c>, Φ the normal distribution function: <c>Φ(x) = ½ erfc(−x/√2)</c> or, with <c>Approximate</c>, <c>½ (1 + tanh u)</c> with
/// u = √(2/π) (x + 0.044715 x³). That is σ(2u), whose digits are not lost where tanh u is near −1.
/// <para>
/// Gradient, exact: (1) dx = dy (Φ(x) + x φ(x)), φ(x) = exp(−x²/2) / √(2π). Approximate: with v = 2u and s = σ(v), (1) dx = dy (s + x s (1 − s) v′), which with
/// eᵛ = n/m is dy n (n + m + x v′ m) / (n + m)². Backward reads the input.
/// </para>
/// <para>Source: Hendrycks and Gimpel (2016).</para>
/// </summary>
internal sealed record GELU(GELUOptions Options) : Elementwise
{
    private const double TwoSqrt2OverPi = 1.59576912160573072;
    private const double Cubic = 0.044715;

    /// <summary>Past ±40 the approximation's derivative is 0 or 1, in doubles too; further out x² would overflow.</summary>
    private const float Most = 40;

    public override string Name => "GELU";

    public override double LowerBound => -0.17;

    protected override int FlopsPerElement => 35;

    public override Expr Value(Expr x) => x * (Options.Approximate ? Sigmoid(Argument(x)) : NormalCdf(x));

    public override Expr Derivative(Expr x, Expr y)
    {
        if (!Options.Approximate)
            return GELUDerivative(x);
        var held = Clamp(x, -Most, Most);
        var (n, m) = ExpQuotient(Argument(held));
        return n * (n + m + held * (TwoSqrt2OverPi + 3 * TwoSqrt2OverPi * Cubic * (held * held)) * m) / ((n + m) * (n + m));
    }

    public override string Onnx(OnnxContext node)
    {
        var x = node.x();
        if (!Options.Approximate)
            return node.Add("Mul", node.Add("Mul", x, OnePlus(node.Add("Erf", node.Add("Div", x, node.Number(Math.Sqrt(2)))))), node.Number(0.5));
        var cube = node.Add("Mul", node.Add("Mul", node.Add("Mul", x, x), x), node.Number(Cubic));
        return node.Add("Mul", node.Add("Mul", x, node.Number(0.5)), OnePlus(node.Add("Tanh", node.Add("Mul", node.Add("Add", x, cube), node.Number(TwoSqrt2OverPi / 2)))));

        string OnePlus(string y) => node.Add("Add", y, node.Number(1));
    }

    public override string Variant => Options.Approximate ? "Tanh" : "";

    /// <summary>v = 2u.</summary>
    private static Expr Argument(Expr x) => TwoSqrt2OverPi * x * (1 + Cubic * (x * x));
}
