using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Binary cross-entropy of the logit y with t in [0, 1]: <c>ℓ = −t ln σ(y) − (1 − t) ln(1 − σ(y)) = ln(1 + eʸ) − t y</c>, the mean over all elements. It is
/// computed as <c>ln(1 + e^−|y|) + w |y|</c>, where w, the target's distance from the class that y speaks for, is 1 − t for y &gt; 0 and t otherwise: a sum of positive
/// terms, which keeps the digits of a loss near 0. Where w is 0 there is no second term, for 0 · ∞ is no number: a logit of ±∞ on the right side costs nothing.
/// <para>
/// Gradient: (ln(1 + eʸ))′ = σ(y), so (1) dy = σ(y) − t, which with q = σ(−|y|) is (1 − t) − q for y &gt; 0 and q − t otherwise: q keeps its digits where σ(y) is near 1.
/// </para>
/// <para>Of labels, t is 0 or 1, and each element has a weight r in the mean of its own: that of its label, or 0 for a label that does not count.</para>
/// <para>Source: Cox (1958). Semantics: PyTorch's BCEWithLogitsLoss.</para>
/// </summary>
internal sealed record BinaryCrossEntropy(BinaryCrossEntropyOptions Options) : ElementwiseLoss(Options)
{
    public override string Name => "BinaryCrossEntropy";

    public override bool WeighsLabels => Options.TakesClasses && !Options.ClassWeights.IsEmpty;

    public override TensorShape? Infer(ShapeContext context)
    {
        if (!ClassWeights.Check(context, Options, classes: 2, Name))
            return null;
        if (Options.TakesClasses || Options.ClassWeights.IsEmpty)
            return context.Input;
        context.ReportWith(
            [Remedy.Set("Write Targets = Targets.Classes", context.PlaceOf("Targets"), "Targets.Classes")], Rules.ValueOutOfRange, context.PlaceOf("ClassWeights"),
            "Targets, with ClassWeights,", "Targets.Classes", "Targets.Probabilities");
        return null;
    }

    public override int Positions(TensorShape output) => Options.TakesClasses ? checked((int)output.Size) : 1;

    public override string Variant => WeighsLabels ? "Weighted" : "";

    public override Operator Probabilities => new Sigmoid();

    public override Expr Value(Expr y, Expr t)
    {
        var w = IfGreater(y, 0, 1 - t, t);
        return Softplus(NegativeAbs(y)) + IfGreaterOrEqual(0, Abs(w), 0, w * Abs(y));
    }

    public override Expr Derivative(Expr y, Expr t)
    {
        var q = Sigmoid(NegativeAbs(y));
        return IfGreater(y, 0, 1 - t - q, q - t);
    }

    public override string Formula(string y) => $"mean of ln(1 + exp(−|{y}|)) + w |{y}|, w = 1 − t where {y} > 0, else t";

    public override string GradientFormula(string y) => $"(1 − t − q where {y} > 0, else q − t) / n, q = σ(−|{y}|)";
}
