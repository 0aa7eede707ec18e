using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>The mean of ℓ(y, t) over the elements of a row. A label stands alone, and where classes have weights that of its class comes after it.</summary>
/// <param name="layer">The operator.</param>
internal sealed class ElementwiseLossLowering(ElementwiseLoss layer) : LossLowering(layer)
{
    public override int TargetSize(int size) => layer.WeighsLabels ? 2 : size;

    /// <summary>t of an element.</summary>
    private Expr Target => layer.Common.TargetNumber is { } number ? number : new Feature("t", "i");

    /// <summary>The names of y, and of t where there is one.</summary>
    private IEnumerable<Statement> Compared()
    {
        yield return new Let("yv", new Feature("y", "i"));
        if (layer.Common.Compares)
            yield return new Let("tv", Target);
    }

    /// <summary>The factor on an element: the row's weight over the number of elements, and the weight of a label's class.</summary>
    private Let Scale(int size)
    {
        var share = new Feature("r", 0) * (1.0 / size);
        return new Let("scale", layer.WeighsLabels ? share * new Feature("t", 1) : share);
    }

    protected override IEnumerable<Statement> Body(int size)
    {
        var (y, t) = (new Variable("yv"), new Variable("tv"));
        List<Statement> body =
        [
            .. Compared(),
            new Set("losses", new Variable("losses") + layer.Value(y, t)),
            new Store("dy", "i", Weighted(new Variable("scale"), layer.Derivative(y, t))),
        ];
        return
        [
            Scale(size),
            new Let("losses", 0f),
            new Loop("i", 0, size, body.ToEquatableArray()),
            new Store("loss", 0, Weighted(new Variable("scale"), new Variable("losses"))),
        ];
    }

    public override IEnumerable<Statement> TangentBody(int size)
    {
        var (first, v, scale) = (layer.Derivative(new Variable("yv"), new Variable("tv")), new Variable("vv"), new Variable("scale"));
        List<Statement> body =
        [
            .. Compared(),
            new Let("vv", new Feature("v", "i")),
            new Let("first", first),
            new Set("along", new Variable("along") + new Variable("first") * v),
            new Store("dv", "i", Weighted(scale, new Variable("first"))),
            new Store("dy", "i", Weighted(scale, Derivative.Of(first, new("yv")) * v)),
        ];
        return
        [
            Scale(size),
            new Let("along", 0f),
            new Loop("i", 0, size, body.ToEquatableArray()),
            new Store("loss", 0, Weighted(scale, new Variable("along"))),
        ];
    }
}
