using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The hinge loss of a support vector machine, t = ±1: <c>ℓ = max(0, 1 − t y)</c>, the mean over all elements.
/// <para>Gradient: (1) dy = −t where t y &lt; 1, else 0; 0 at the kink t y = 1.</para>
/// <para>Source: Cortes and Vapnik (1995).</para>
/// </summary>
internal sealed record Hinge(LossOptions Common) : ElementwiseLoss(Common)
{
    public override string Name => "Hinge";

    public override Expr Value(Expr y, Expr t) => Max(0, 1 - t * y);

    public override Expr Derivative(Expr y, Expr t) => IfGreater(1, t * y, -t, 0);
}
