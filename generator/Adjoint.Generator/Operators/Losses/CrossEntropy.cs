using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Cross-entropy of softmax with a target t over C classes: <c>ℓ = −Σ_c t_c ln p_c = Σ_c t_c (lse − y_c)</c>, p = softmax(y), lse = ln Σ exp y.
/// A class index is the target with a single 1; label smoothing ε makes it (1 − ε) + ε/C there and ε/C elsewhere; class weights multiply t.
/// <para>
/// Gradient. ∂lse/∂y_c = p_c, so (1) dy_c = Σₖ tₖ p_c − t_c = p_c Σt − t_c, which is p − t where t sums to 1.
/// </para>
/// <para>With PerPosition the output is [positions, classes], and each position has a target and a weight r in the mean of its own.</para>
/// <para>A class with t_c = 0 adds nothing, also where y_c = −∞: so moves that a game forbids are masked.</para>
/// <para>Source: Bridle (1990); label smoothing: Szegedy et al. (2016). Semantics: PyTorch's CrossEntropyLoss.</para>
/// </summary>
internal sealed record CrossEntropy(CrossEntropyOptions Options) : LossOperator(Options)
{
    public override string Name => "CrossEntropy";

    public override TensorShape? Infer(ShapeContext context)
    {
        var smoothing = Options.LabelSmoothing;
        if (Options.PerPosition && context.Input.Rank < 2)
            context.ReportWith(
                [Remedy.Set("Leave PerPosition out", context.PlaceOf("PerPosition"), "false")], Rules.RankDiffers, context.PlaceOf("PerPosition"), "PerPosition", "[positions, classes]", context.Source,
                context.Input, "leave PerPosition out, or Flatten before it");
        else if (!Options.PerPosition && context.Input.Rank != 1)
            LossNeedsVector(context);
        else if (context.Input.Last < 2)
            context.ReportWith(OfTwoClasses(context), Rules.TooFewClasses, context.PlaceOf(null), context.Source);
        else if (smoothing is not (>= 0 and < 1))
            context.ReportWith([Remedy.Set("Write 0.1f", context.PlaceOf("LabelSmoothing"), "0.1f")], Rules.SmoothingOutOfRange, context.PlaceOf("LabelSmoothing"), smoothing);
        else if (ClassWeights.Check(context, Options, context.Input.Last, context.Source))
            return context.Input;
        return null;
    }

    /// <summary>One logit says which of two classes it is with another loss, which takes the same labels; this loss does with two.</summary>
    private EquatableArray<Remedy> OfTwoClasses(ShapeContext context)
    {
        var text = Options.TakesClasses ? "BinaryCrossEntropy(Targets = Targets.Classes)" : "BinaryCrossEntropy";
        var binary = new Remedy("Write BinaryCrossEntropy", [new(EditKind.Replace, context.PlaceOf(null), text)]);
        return context.Before().FirstOrDefault() is { Operator: Dense, Attribute: >= 0 and var dense } ? [binary, Remedy.Set("Write Dense(2)", new(dense, "units"), "2")] : [binary];
    }

    /// <summary>
    /// After a recurrent layer the last step is taken, which has read all others.
    /// A Dense that was meant for all values acts on the last axis alone: Flatten is missing before the first such layer, and not before the loss.
    /// Scores for each pixel, as a convolution gives them, are averaged: Flatten would make a class of every pixel.
    /// </summary>
    private void LossNeedsVector(ShapeContext context)
    {
        var (shape, loss) = (context.Input, context.PlaceOf(null).Attribute);
        var dense = context.Before().LastOrDefault(node => node.Operator is Dense && context.InputOf(node).Rank > 1);
        if (dense is null && shape.Rank == 3 && shape.Sizes[0] > 1)
        {
            Report([Remedy.Insert(loss, "GlobalAveragePool2D")], FormattableString.Invariant($"insert GlobalAveragePool2D before it for {shape.Sizes[0]} classes, or Flatten and a Dense with a unit for each class"));
            return;
        }
        if (AfterRecurrence(context) is { } after)
        {
            Report([Remedy.Insert(after.Attribute, "Last"), PerPosition()], $"insert Last before {after.Layer}, or write PerPosition = true where each step has a label");
            return;
        }
        if (dense is null && shape.Rank == 2 && shape.Sizes[0] > 1 && context.Before().FirstOrDefault(static node => node.Operator is Convolution or Dense) is { Operator: Convolution })
        {
            Report([Remedy.Insert(loss, "GlobalAveragePool1D")],
                FormattableString.Invariant($"insert GlobalAveragePool1D before it for {shape.Sizes[0]} classes, or Flatten and a Dense with a unit for each class"));
            return;
        }
        var (place, layer, size) = dense is null ? (loss, Name, shape.Size) : (dense.Attribute, $"'{dense.Name}'", context.InputOf(dense).Size);
        var flatten = FormattableString.Invariant($"insert Flatten before {layer} for a vector of {size}");
        if (shape.Rank == 2)
            Report([Remedy.Insert(place, "Flatten"), PerPosition()], flatten + ", or write PerPosition = true where each position has a label");
        else
            Report([Remedy.Insert(place, "Flatten")], flatten);

        Remedy PerPosition() => Remedy.Set("Write PerPosition = true", context.PlaceOf("PerPosition"), "true");

        void Report(EquatableArray<Remedy> remedies, string advice) => context.ReportWith(remedies, Rules.LossNeedsVector, context.PlaceOf(null), Name, context.Source, shape, advice);
    }

    /// <summary>What reads the steps of the nearest recurrent layer, where all that follows it keeps the steps: a layer, or the loss itself.</summary>
    private (int Attribute, string Layer)? AfterRecurrence(ShapeContext context)
    {
        var before = context.Before().ToList();
        var loop = before.FindIndex(static node => node.Operator is Sequence);
        if (loop < 0 || context.Input.Rank != 2 || before.Take(loop).Any(node => context.InputOf(node).Sizes[0] != context.Input.Sizes[0]))
            return null;
        return before.Take(loop).LastOrDefault(node => node.Attribute != before[loop].Attribute) is { } reader
            ? (reader.Attribute, $"'{reader.Name}'")
            : (context.PlaceOf(null).Attribute, Name);
    }

    public override Operator Probabilities => new Softmax(new AxisOptions(-1));

    public override int Positions(TensorShape output) => checked((int)(output.Size / output.Last));

    /// <summary>The share of each class that does not depend on the label: ε/C, times the class's weight.</summary>
    public IReadOnlyList<double> Shares(int classes) =>
        [.. Enumerable.Range(0, classes).Select(c => Options.LabelSmoothing / classes * (Options.ClassWeights.IsEmpty ? 1 : Options.ClassWeights[c]))];

    /// <summary>Labels say where the 1 is; how the rest is shared out is the loss's own.</summary>
    public override string Variant => !Options.TakesClasses ? "OfProbabilities"
        : $"{(Options.ClassWeights.IsEmpty ? "" : "Weighted")}{(Options.LabelSmoothing == 0 ? "" : FormattableString.Invariant($"Smoothed{Hash:X8}"))}";

    /// <summary>FNV-1a of the numbers that a kernel of this loss is written with.</summary>
    private uint Hash
    {
        get
        {
            var hash = 2166136261;
            foreach (var number in Options.ClassWeights.Prepend(Options.LabelSmoothing))
            {
                foreach (var part in BitConverter.GetBytes(number))
                    hash = unchecked((hash ^ part) * 16777619);
            }
            return hash;
        }
    }

    public override long Flops(NodeContext node) => 15L * node.Input.Size;

    public override string Formula(string y) => $"Σ t (ln Σ exp({y}) − {y})";

    public override string GradientFormula(string y) => $"(softmax({y}) Σt − t)";
}
