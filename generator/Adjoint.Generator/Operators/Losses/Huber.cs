using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;
using static Adjoint.Generator.Kernels.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>ℓ = ½ e²</c> for |e| ≤ δ, else <c>δ (|e| − ½ δ)</c>, with e = y − t; the mean over all elements.
/// <para>Gradient: (1) dy = e for |e| ≤ δ, else δ sign(e), which is e clamped to [−δ, δ]; continuous everywhere.</para>
/// <para>Source: Huber (1964). Semantics: PyTorch's HuberLoss.</para>
/// </summary>
internal sealed class Huber : ElementwiseLoss
{
    public override string Name => "Huber";

    public override TensorShape? Infer(ShapeContext context)
    {
        var delta = Delta(context.Use);
        if (delta > 0 && !double.IsInfinity(delta))
            return context.Input;
        context.Report(Rules.ValueOutOfRange, "delta", "Huber's delta", "above 0 and finite", delta);
        return null;
    }

    protected override string Variant(Operators.NodeContext node) => FormattableString.Invariant($"Delta{(float)Delta(node.Use)}").Replace('.', 'p').Replace("-", "Minus").Replace("+", "");

    private static double Delta(AttributeUse use) => use.Number("delta", 1);

    protected override Expr Value(Expr y, Expr t, AttributeUse use) => IfGreater(Abs(y - t), Delta(use), Delta(use) * (Abs(y - t) - 0.5f * Delta(use)), 0.5f * ((y - t) * (y - t)));

    protected override Expr Derivative(Expr y, Expr t, AttributeUse use) => Max(-Delta(use), Min(Delta(use), y - t));

    protected override string Formula(string y) => $"mean of ½ e² where |e| ≤ δ, else δ (|e| − ½ δ), e = {y} − t";

    protected override string GradientFormula(string y) => $"clamp({y} − t, −δ, δ) / n";
}
