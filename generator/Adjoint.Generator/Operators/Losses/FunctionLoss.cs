using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>ℓ(y, t)</c>, a function of the user's of output and target, the mean over all elements.
/// <para>Gradient, derived by the compiler: (1) dy = ∂ℓ/∂y. Kinks are as the table of derivatives has them.</para>
/// </summary>
internal sealed class FunctionLoss : ElementwiseLoss
{
    public override string Name => "Loss";

    public override TensorShape? Infer(ShapeContext context) => FunctionFormula.Check(context, data: 2, canTrain: false) ? context.Input : null;

    protected override string Variant(NodeContext node) => "_" + FunctionFormula.Of(node.Use).Key;

    protected override Expr Value(Expr y, Expr t, AttributeUse use) => FunctionFormula.Formula(use, 0, y, t);

    protected override Expr Derivative(Expr y, Expr t, AttributeUse use) => FunctionFormula.Formula(use, 1, y, t);

    protected override string Formula(string y) => $"mean of ℓ({y}, t)";

    protected override string GradientFormula(string y) => $"∂ℓ/∂{y} / n";
}
