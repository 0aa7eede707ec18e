using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>A loss that is the mean over all elements of <c>ℓ(y, t)</c>. A file of this kind is a formula and its derivative with respect to y.</summary>
/// <param name="Common">What any loss can say.</param>
internal abstract record ElementwiseLoss(LossOptions Common) : LossOperator(Common)
{
    /// <summary>Whether a target is a label and the weight of its class.</summary>
    public virtual bool WeighsLabels => false;

    /// <summary>ℓ(y, t).</summary>
    public abstract Expr Value(Expr y, Expr t);

    /// <summary>∂ℓ/∂y.</summary>
    public abstract Expr Derivative(Expr y, Expr t);

    public override string Formula(string y) => $"mean of {Spelt(y, Value(Y, T))}";

    public override string GradientFormula(string y) => Spelt(y, Derivative(Y, T) / Count);

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 4L * node.Input.Size;

    private static Variable Y { get; } = new("y");

    private static Variable T { get; } = new("t");

    private static Variable Count { get; } = new("n");

    /// <summary>A formula that stands behind a factor.</summary>
    private static string Spelt(string y, Expr formula)
    {
        var text = new MathText(given => given == Y ? y : ((Variable)given).Name).Of(formula);
        return text[0] == '−' ? $"({text})" : text;
    }
}
