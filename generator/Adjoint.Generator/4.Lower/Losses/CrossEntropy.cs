using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>
/// Cross-entropy: one pass for the exponentials and what they are summed to, and one for the gradient. Probabilities are read class by class; of a label there is its
/// number alone, with its weight where classes have weights, and each class compares itself with it: no target is ever as large as the output.
/// </summary>
/// <param name="layer">The operator.</param>
internal sealed class CrossEntropyLowering(CrossEntropy layer) : LossLowering(layer)
{
    private readonly bool isLabel = layer.Options.TakesClasses;
    private readonly bool isSmoothed = layer.Options.TakesClasses && layer.Options.LabelSmoothing != 0;
    private readonly bool isWeighted = layer.Options.TakesClasses && !layer.Options.ClassWeights.IsEmpty;

    public override int TargetSize(int size) => !isLabel ? size : isWeighted ? 2 : 1;

    protected override IEnumerable<Statement> Body(int classes)
    {
        var (max, sum, dot, y, r) = (new Variable("max"), new Variable("sum"), new Variable("dot"), new Feature("y", "i"), new Feature("r", 0));
        return
        [
            .. LogSumExp.Maximum("y", new ClassAxis(classes, 1), 0),
            new Let("sum", 0f),
            .. Begin(classes),
            new Let("dot", 0f),
            new Loop("i", 0, classes,
            [
                new Let("e", Exp(y - max)),
                new Set("sum", sum + new Variable("e")),
                .. Total(),
                new Set("dot", dot + Times("i", classes, y - max)),
                new Store("dy", "i", new Variable("e")),
            ]),
            // Σ t (lse − y) with lse = max + ln sum
            new Store("loss", 0, Weighted(r, isLabel && !isWeighted ? Log(sum) - dot : new Variable("total") * Log(sum) - dot)),
            // r (p Σt − t) with p = e / sum
            new Let("scale", isLabel && !isWeighted ? 1 / sum : new Variable("total") / sum),
            new Loop("i", 0, classes, [new Store("dy", "i", Weighted(r, new Feature("dy", "i") * new Variable("scale") - Target("i", classes)))]),
        ];
    }

    // L̇ = r (Σt ⟨p, v⟩ − ⟨t, v⟩), so dv = r (p Σt − t) and dy = r Σt p ⊙ (v − ⟨p, v⟩), for ∂p/∂y = diag p − p pᵀ
    public override IEnumerable<Statement> TangentBody(int classes)
    {
        var (e, sum, along, target) = (new Variable("e"), new Variable("sum"), new Variable("along"), new Variable("target"));
        var (v, r, share, mean) = (new Feature("v", "i"), new Feature("r", 0), new Variable("share"), new Variable("mean"));
        return
        [
            .. LogSumExp.Maximum("y", new ClassAxis(classes, 1), 0),
            new Let("sum", 0f),
            .. Begin(classes),
            new Let("along", 0f),
            new Let("target", 0f),
            new Loop("i", 0, classes,
            [
                new Let("e", Exp(new Feature("y", "i") - new Variable("max"))),
                new Set("sum", sum + e),
                .. Total(),
                new Set("along", along + e * v),
                new Set("target", target + Times("i", classes, v)),
                new Store("dv", "i", e),
            ]),
            new Let("scale", isLabel && !isWeighted ? 1 / sum : new Variable("total") / sum),
            new Let("mean", along / sum),
            new Store("loss", 0, Weighted(r, isLabel && !isWeighted ? mean - target : new Variable("total") * mean - target)),
            new Loop("i", 0, classes,
            [
                new Let("share", new Feature("dv", "i") * new Variable("scale")),
                new Store("dy", "i", Weighted(r, share * (v - mean))),
                new Store("dv", "i", Weighted(r, share - Target("i", classes))),
            ]),
        ];
    }

    /// <summary>What is known of the target before the classes are looked at. Σ t of a label without weights is 1.</summary>
    private IEnumerable<Statement> Begin(int classes)
    {
        if (isLabel)
            yield return new Let("label", new Feature("t", 0));
        if (isWeighted)
            yield return new Let("total", new Feature("t", 1) + layer.Shares(classes).Sum());
        if (!isLabel)
            yield return new Let("total", 0f);
    }

    /// <summary>Probabilities are summed up.</summary>
    private IEnumerable<Statement> Total() => isLabel ? [] : [new Set("total", new Variable("total") + new Feature("t", "i"))];

    /// <summary>t of a class.</summary>
    private Expr Target(Index i, int classes)
    {
        if (!isLabel)
            return new Feature("t", i);
        var own = isWeighted ? new Feature("t", 1) : (Expr)(1 - layer.Options.LabelSmoothing);
        var isLabelled = IfEqual(new Variable("label"), new Number(i), own, 0);
        return isSmoothed ? Share(i, classes) + isLabelled : isLabelled;
    }

    /// <summary>t of a class times a number, which is left out where t is 0.</summary>
    private Expr Times(Index i, int classes, Expr x)
    {
        if (!isLabel || isSmoothed)
            return Weighted(Target(i, classes), x);
        var labelled = IfEqual(new Variable("label"), new Number(i), x, 0);
        return isWeighted ? new Feature("t", 1) * labelled : labelled;
    }

    /// <summary>What each class has of every target: ε/C, times its weight.</summary>
    private Expr Share(Index i, int classes) => isWeighted ? new Tabulated(layer.Shares(classes).ToEquatableArray(), i) : layer.Options.LabelSmoothing / classes;
}
