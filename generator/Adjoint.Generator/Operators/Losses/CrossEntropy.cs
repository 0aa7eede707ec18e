using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Cross-entropy of softmax with a target t over C classes: <c>ℓ = −Σ_c t_c ln p_c = Σ_c t_c (lse − y_c)</c>, p = softmax(y), lse = ln Σ exp y.
/// A class index is the target with a single 1; label smoothing ε makes it (1 − ε) + ε/C there and ε/C elsewhere; class weights multiply t.
/// <para>
/// Gradient. ∂lse/∂y_c = p_c, so (1) dy_c = Σₖ tₖ p_c − t_c = p_c Σt − t_c, which is p − t where t sums to 1.
/// </para>
/// <para>A class with t_c = 0 adds nothing, also where y_c = −∞: so moves that a game forbids are masked.</para>
/// <para>Source: Bridle (1990); label smoothing: Szegedy et al. (2016). Semantics: PyTorch's CrossEntropyLoss.</para>
/// </summary>
internal sealed record CrossEntropy(CrossEntropyOptions Options) : LossOperator(Options)
{
    public override string Name => "CrossEntropy";

    public override TensorShape? Infer(ShapeContext context)
    {
        var smoothing = Options.LabelSmoothing;
        var weights = Options.ClassWeights;
        var wrong = weights.ToList().FindIndex(static w => w is not (>= 0 and < double.PositiveInfinity));
        if (context.Input.Rank != 1)
            LossNeedsVector(context);
        else if (context.Input.Last < 2)
            context.ReportWith([new("Write BinaryCrossEntropy", [new(EditKind.Replace, context.PlaceOf(null), "BinaryCrossEntropy")])], Rules.TooFewClasses, context.PlaceOf(null), context.Source);
        else if (smoothing is not (>= 0 and < 1))
            context.ReportWith([Remedy.Set("Write 0.1f", context.PlaceOf("LabelSmoothing"), "0.1f")], Rules.SmoothingOutOfRange, context.PlaceOf("LabelSmoothing"), smoothing);
        else if (!weights.IsEmpty && weights.Count != context.Input.Last)
            context.Report(Rules.ClassWeightsDiffer, "ClassWeights", weights.Count, context.Input.Last, context.Source);
        else if (wrong >= 0)
            context.ReportElement(Rules.ValueOutOfRange, "ClassWeights", wrong, "A class weight", "0 or more, and finite", weights[wrong]);
        else if (!weights.IsEmpty && weights.All(static w => w == 0))
            context.Report(Rules.ValueOutOfRange, "ClassWeights", "The largest of ClassWeights", "above 0", 0);
        else if (Options.Targets is < 0 or > 1)
            context.Report(Rules.ValueOutOfRange, "Targets", "The kind of targets", "a member of Targets", Options.Targets);
        else
            return context.Input;
        return null;
    }

    /// <summary>A Dense that was meant for all values acts on the last axis alone: Flatten is missing before the first such layer, and not before the loss.</summary>
    private void LossNeedsVector(ShapeContext context)
    {
        var dense = context.Before().LastOrDefault(node => node.Operator is Dense && context.InputOf(node).Rank > 1);
        var (place, layer, size) = dense is null ? (context.PlaceOf(null).Attribute, Name, context.Input.Size) : (dense.Attribute, $"'{dense.Name}'", context.InputOf(dense).Size);
        context.ReportWith([Remedy.Insert(place, "Flatten")], Rules.LossNeedsVector, context.PlaceOf(null), Name, context.Source, context.Input, layer, size);
    }

    public override long Flops(NodeContext node) => 15L * node.Input.Size;

    public override string Formula(string y) => $"Σ t (ln Σ exp({y}) − {y})";

    public override string GradientFormula(string y) => $"(softmax({y}) Σt − t)";
}
