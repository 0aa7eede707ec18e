using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The squared hinge loss of a support vector machine, t = ±1: <c>ℓ = max(0, 1 − t y)²</c>, the mean over all elements.
/// <para>Gradient: (1) dy = −2 t max(0, 1 − t y); continuous everywhere.</para>
/// <para>Source: Cortes and Vapnik (1995); Tang (2013).</para>
/// </summary>
internal sealed record SquaredHinge(LossOptions Common) : ElementwiseLoss(Common)
{
    public override string Name => "SquaredHinge";

    public override Expr Value(Expr y, Expr t) => Max(0, 1 - t * y) * Max(0, 1 - t * y);

    public override Expr Derivative(Expr y, Expr t) => -2 * t * Max(0, 1 - t * y);
}
