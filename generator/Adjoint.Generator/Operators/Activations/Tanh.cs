using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = tanh(x)</c>.
/// <para>Gradient: tanh′ = 1 − tanh², so (1) dx = dy (1 − y²). Backward reads the output.</para>
/// </summary>
internal sealed record Tanh : Elementwise
{
    public override string Name => "Tanh";

    public override double LowerBound => -1;

    public override double UpperBound => 1;

    protected override int FlopsPerElement => 20;

    public override Expr Value(Expr x) => Tanh(x);

    public override Expr Derivative(Expr x, Expr y) => 1 - y * y;
}
