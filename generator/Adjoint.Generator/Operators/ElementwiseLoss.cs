using Adjoint.Generator.Declare;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Operators;

/// <summary>A loss that is the mean over all elements of <c>ℓ(y, t)</c>. A file of this kind is a formula and its derivative with respect to y.</summary>
/// <param name="Common">What any loss can say.</param>
internal abstract record ElementwiseLoss(LossOptions Common) : LossOperator(Common)
{
    /// <summary>ℓ(y, t).</summary>
    public abstract Expr Value(Expr y, Expr t);

    /// <summary>∂ℓ/∂y.</summary>
    public abstract Expr Derivative(Expr y, Expr t);

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 4L * node.Input.Size;
}
