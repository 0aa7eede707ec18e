using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using static Adjoint.Generator.Lanes.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>Cross-entropy: one pass for the exponentials and what they are summed to, and one for the gradient.</summary>
/// <param name="layer">The operator.</param>
internal sealed class CrossEntropyLowering(CrossEntropy layer) : LossLowering(layer)
{
    protected override IEnumerable<Statement> Body(NodeContext node)
    {
        var classes = node.Input.Size;
        var (max, sum, total, dot) = (new Variable("max"), new Variable("sum"), new Variable("total"), new Variable("dot"));
        var (y, t, r) = (new Feature("y", "i"), new Feature("t", "i"), new Feature("r", 0));
        return
        [
            .. LogSumExp.Maximum("y", new ClassAxis(classes, 1), 0),
            new Let("sum", 0f),
            new Let("total", 0f),
            new Let("dot", 0f),
            new Loop("i", 0, classes,
            [
                new Let("e", Exp(y - max)),
                new Set("sum", sum + new Variable("e")),
                new Set("total", total + t),
                new Set("dot", dot + Weighted(t, y - max)),
                new Store("dy", "i", new Variable("e")),
            ]),
            // Σ t (lse − y) with lse = max + ln sum
            new Store("loss", 0, Weighted(r, total * Log(sum) - dot)),
            // r (p Σt − t) with p = e / sum
            new Let("scale", total / sum),
            new Loop("i", 0, classes, [new Store("dy", "i", Weighted(r, new Feature("dy", "i") * new Variable("scale") - t))]),
        ];
    }

    // L̇ = r (Σt ⟨p, v⟩ − ⟨t, v⟩), so dv = r (p Σt − t) and dy = r Σt p ⊙ (v − ⟨p, v⟩), for ∂p/∂y = diag p − p pᵀ
    public override IEnumerable<Statement> TangentBody(NodeContext node)
    {
        var classes = node.Input.Size;
        var (e, sum, total, along, target) = (new Variable("e"), new Variable("sum"), new Variable("total"), new Variable("along"), new Variable("target"));
        var (t, v, r, share) = (new Feature("t", "i"), new Feature("v", "i"), new Feature("r", 0), new Variable("share"));
        return
        [
            .. LogSumExp.Maximum("y", new ClassAxis(classes, 1), 0),
            new Let("sum", 0f),
            new Let("total", 0f),
            new Let("along", 0f),
            new Let("target", 0f),
            new Loop("i", 0, classes,
            [
                new Let("e", Exp(new Feature("y", "i") - new Variable("max"))),
                new Set("sum", sum + e),
                new Set("total", total + t),
                new Set("along", along + e * v),
                new Set("target", target + t * v),
                new Store("dv", "i", e),
            ]),
            new Let("scale", total / sum),
            new Let("mean", along / sum),
            new Store("loss", 0, Weighted(r, total * new Variable("mean") - target)),
            new Loop("i", 0, classes,
            [
                new Let("share", new Feature("dv", "i") * new Variable("scale")),
                new Store("dy", "i", Weighted(r, share * (v - new Variable("mean")))),
                new Store("dv", "i", Weighted(r, share - t)),
            ]),
        ];
    }
}
