using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>ℓ = ½ e²</c> for |e| ≤ δ, else <c>δ (|e| − ½ δ)</c>, with e = y − t; the mean over all elements.
/// <para>Gradient: (1) dy = e for |e| ≤ δ, else δ sign(e), which is e clamped to [−δ, δ]; continuous everywhere.</para>
/// <para>Source: Huber (1964). Semantics: PyTorch's HuberLoss.</para>
/// </summary>
internal sealed record Huber(HuberOptions Options) : ElementwiseLoss(Options)
{
    public override string Name => "Huber";

    public override TensorShape? Infer(ShapeContext context)
    {
        var delta = Options.Delta;
        if (delta > 0 && !double.IsInfinity(delta))
            return context.Input;
        context.Report(Rules.ValueOutOfRange, "delta", "Huber's delta", "above 0 and finite", delta);
        return null;
    }

    public override string Variant => FormattableString.Invariant($"Delta{(float)Options.Delta}").Replace('.', 'p').Replace("-", "Minus").Replace("+", "");

    public override Expr Value(Expr y, Expr t) => IfGreater(Abs(y - t), Options.Delta, Options.Delta * (Abs(y - t) - 0.5f * Options.Delta), 0.5f * ((y - t) * (y - t)));

    public override Expr Derivative(Expr y, Expr t) => Max(-Options.Delta, Min(Options.Delta, y - t));

    public override string Formula(string y) => $"mean of ½ e² where |e| ≤ δ, else δ (|e| − ½ δ), e = {y} − t";

    public override string GradientFormula(string y) => $"clamp({y} − t, −δ, δ) / n";
}
