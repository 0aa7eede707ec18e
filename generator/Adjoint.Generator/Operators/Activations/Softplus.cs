using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = ln(1 + eˣ)</c>.
/// <para>Gradient: y′ = eˣ / (1 + eˣ) = σ(x), so (1) dx = dy σ(x). Backward reads the input.</para>
/// <para>Source: Dugas et al. (2001).</para>
/// </summary>
internal sealed record Softplus : Elementwise
{
    public override string Name => "Softplus";

    public override double LowerBound => 0;

    protected override int FlopsPerElement => 30;

    public override Expr Value(Expr x) => Softplus(x);

    public override Expr Derivative(Expr x, Expr y) => Sigmoid(x);
}
