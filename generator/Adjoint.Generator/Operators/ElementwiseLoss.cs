using Adjoint.Generator.Calculus;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Lanes.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>A loss that is the mean over all elements of <c>ℓ(y, t)</c>. A file of this kind is a formula and its derivative with respect to y.</summary>
/// <param name="Common">What any loss can say.</param>
internal abstract record ElementwiseLoss(LossOptions Common) : LossOperator(Common)
{
    /// <summary>ℓ(y, t).</summary>
    protected abstract Expr Value(Expr y, Expr t);

    /// <summary>∂ℓ/∂y.</summary>
    protected abstract Expr Derivative(Expr y, Expr t);

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 4L * node.Input.Size;

    protected override IEnumerable<Statement> Body(NodeContext node)
    {
        var size = node.Input.Size;
        var (y, t) = (new Variable("yv"), new Variable("tv"));
        List<Statement> body =
        [
            new Let("yv", new Feature("y", "i")),
            new Let("tv", new Feature("t", "i")),
            new Set("sum", new Variable("sum") + Value(y, t)),
            new Store("dy", "i", Weighted(new Variable("scale"), Derivative(y, t))),
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
        var (first, v, scale) = (Derivative(new Variable("yv"), new Variable("tv")), new Variable("vv"), new Variable("scale"));
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
