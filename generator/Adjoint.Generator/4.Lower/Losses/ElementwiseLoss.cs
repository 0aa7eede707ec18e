using Adjoint.Generator.Calculus;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using static Adjoint.Generator.Lanes.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>The mean of ℓ(y, t) over the elements of a row.</summary>
/// <param name="layer">The operator.</param>
internal sealed class ElementwiseLossLowering(ElementwiseLoss layer) : LossLowering(layer)
{
    protected override IEnumerable<Statement> Body(NodeContext node)
    {
        var size = node.Input.Size;
        var (y, t) = (new Variable("yv"), new Variable("tv"));
        List<Statement> body =
        [
            new Let("yv", new Feature("y", "i")),
            new Let("tv", new Feature("t", "i")),
            new Set("sum", new Variable("sum") + layer.Value(y, t)),
            new Store("dy", "i", Weighted(new Variable("scale"), layer.Derivative(y, t))),
        ];
        return
        [
            // The mean over the elements of a row.
            new Let("scale", new Feature("r", 0) * (1.0 / size)),
            new Let("sum", 0f),
            new Loop("i", 0, size, body.ToEquatableArray()),
            new Store("loss", 0, Weighted(new Variable("scale"), new Variable("sum"))),
        ];
    }

    public override IEnumerable<Statement> TangentBody(NodeContext node)
    {
        var size = node.Input.Size;
        var (first, v, scale) = (layer.Derivative(new Variable("yv"), new Variable("tv")), new Variable("vv"), new Variable("scale"));
        List<Statement> body =
        [
            new Let("yv", new Feature("y", "i")),
            new Let("tv", new Feature("t", "i")),
            new Let("vv", new Feature("v", "i")),
            new Let("first", first),
            new Set("sum", new Variable("sum") + new Variable("first") * v),
            new Store("dv", "i", Weighted(scale, new Variable("first"))),
            new Store("dy", "i", Weighted(scale, ExprDerivative.Of(first, "yv") * v)),
        ];
        return
        [
            new Let("scale", new Feature("r", 0) * (1.0 / size)),
            new Let("sum", 0f),
            new Loop("i", 0, size, body.ToEquatableArray()),
            new Store("loss", 0, Weighted(scale, new Variable("sum"))),
        ];
    }
}
