using Adjoint.Generator.Declare;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Lanes.Functions;

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

    public override Expr Derivative(Expr y, Expr t) => IfGreater(1, t * y, 0 - t, 0);

    public override string Formula(string y) => $"mean of max(0, 1 − t {y})";

    public override string GradientFormula(string y) => $"(−t where t {y} < 1, else 0) / n";
}
