using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x σ(x)</c>, also called swish.
/// <para>
/// Gradient: with s = σ(x), y′ = s + x s (1 − s), so (1) dx = dy s (1 + x (1 − s)). With eˣ = n/m that is dy n (n + m + x m) / (n + m)², which loses no digits
/// where s is near 1. Backward reads the input.
/// </para>
/// <para>Source: Elfwing, Uchibe and Doya (2018).</para>
/// </summary>
internal sealed record SiLU : Elementwise
{
    public override string Name => "SiLU";

    public override double LowerBound => -0.28;

    protected override int FlopsPerElement => 21;

    public override Expr Value(Expr x) => x * Sigmoid(x);

    public override Expr Derivative(Expr x, Expr y)
    {
        var (n, m) = ExpQuotient(x);
        return n * (n + m + x * m) / ((n + m) * (n + m));
    }

    public override string Onnx(OnnxContext node) => node.Add("Mul", node.x(), node.Add("Sigmoid", node.x()));
}
