using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>ℓ = |y − t|</c>, the mean over all elements.
/// <para>Gradient: (1) dy = sign(y − t), 0 at the kink y = t.</para>
/// <para>Semantics: PyTorch's L1Loss.</para>
/// </summary>
internal sealed record MeanAbsoluteError(LossOptions Common) : ElementwiseLoss(Common)
{
    public override string Name => "MeanAbsoluteError";

    public override Expr Value(Expr y, Expr t) => Abs(y - t);

    public override Expr Derivative(Expr y, Expr t) => IfGreater(y, t, 1, IfGreater(t, y, -1, 0));

    public override string GradientFormula(string y) => $"sign({y} − t) / n";
}
