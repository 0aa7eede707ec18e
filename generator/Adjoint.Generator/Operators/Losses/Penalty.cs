using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>ℓ = y</c>, the mean over all elements: an output that is a loss itself, and is compared with nothing.
/// <para>Gradient: (1) dy = 1.</para>
/// </summary>
internal sealed record Penalty(LossOptions Common) : ElementwiseLoss(Common)
{
    public override string Name => "Penalty";

    public override Expr Value(Expr y, Expr t) => y;

    public override Expr Derivative(Expr y, Expr t) => 1;
}
