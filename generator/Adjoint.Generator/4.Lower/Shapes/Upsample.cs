using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;

namespace Adjoint.Generator.Lower;

/// <summary>An image in another size.</summary>
/// <param name="layer">The operator.</param>
internal sealed class UpsampleLowering(Upsample layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(new KernelCall(KernelOf(node), "Forward", [node.X, node.Y], node.Input.Shape.Sizes[0], [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(new KernelCall(KernelOf(node), "Backward", [node.Dy, node.Dx], node.Input.Shape.Sizes[0], [node.OfInput(0)]));
    }

    private LaneKernel KernelOf(NodeContext node)
    {
        var (from, to) = (PlaneOf(node.Input.Shape), PlaneOf(node.Output.Shape));
        var isBilinear = layer.IsBilinear;
        var aligns = isBilinear && layer.Options.AlignCorners;
        var program = isBilinear ? Linear(from, to, aligns) : Nearest(from, to);
        return new($"Upsample{from.Height}x{from.Width}To{to.Height}x{to.Width}{(isBilinear ? "Bilinear" : "")}{(aligns ? "Aligned" : "")}", $"A channel of {from.Height}×{from.Width} as one of {to.Height}×{to.Width}",
        [
            new LaneMethod("Forward", "y = x in another size", [new("x", from.Height * from.Width), new("y", to.Height * to.Width)], [.. program.Forward], Rows: true),
            new LaneMethod("Backward", "dx = Σ dy times what each position weighs in it", [new("dy", to.Height * to.Width), new("dx", from.Height * from.Width)],
                [.. program.Backward]),
        ]);
    }

    private static (int Height, int Width) PlaneOf(TensorShape shape) => (shape.Rank == 2 ? 1 : shape.Sizes[1], shape.Last);

    /// <summary>Each position of the input with the run of positions in the output that it is nearest to: ⌈i m / n⌉ to ⌈(i + 1) m / n⌉ − 1.</summary>
    private static (IEnumerable<Statement> Forward, IEnumerable<Statement> Backward) Nearest((int Height, int Width) from, (int Height, int Width) to)
    {
        static Bound Start(Index i, int n, int m) => m % n == 0 ? i * (m / n) : new Bound(i * m + (n - 1), n);
        IEnumerable<Statement> Run(Index iy, Index ix, Func<Index, IEnumerable<Statement>> body) =>
            For("oy", Start(iy, from.Height, to.Height), Start(iy + 1, from.Height, to.Height), oy =>
                For("ox", Start(ix, from.Width, to.Width), Start(ix + 1, from.Width, to.Width), ox => body(oy * to.Width + ox)));
        var sum = new Variable("dxv");
        return (
            For("iy", from.Height, iy => For("ix", from.Width, ix =>
            [
                new Let("value", new Feature("x", iy * from.Width + ix)),
                .. Run(iy, ix, o => [new Store("y", o, new Variable("value"))]),
            ])),
            For("iy", from.Height, iy => For("ix", from.Width, ix =>
            [
                new Let(sum.Name, 0f),
                .. Run(iy, ix, o => [new Set(sum.Name, sum + new Feature("dy", o))]),
                new Store("dx", iy * from.Width + ix, sum),
            ])));
    }

    private static (IEnumerable<Statement> Forward, IEnumerable<Statement> Backward) Linear((int Height, int Width) from, (int Height, int Width) to, bool aligns)
    {
        Expr One(string axis) => 1 - new Variable(axis + "Part");
        Expr Part(string axis) => new Variable(axis + "Part");
        IEnumerable<Statement> Each(Func<Index, IEnumerable<Statement>> body) =>
            For("oy", to.Height, oy => Located("iy", oy, from.Height, to.Height, aligns, () => For("ox", to.Width, ox =>
                Located("ix", ox, from.Width, to.Width, aligns, () => body(oy * to.Width + ox)))));
        // Along an axis of one position there is nothing to mix.
        var (mixesRows, mixesColumns) = (from.Height > 1, from.Width > 1);
        Index Place(bool nextRow, bool nextColumn) =>
            (mixesRows ? (nextRow ? "iyNext" : "iy") : (Index)0) * from.Width + (mixesColumns ? nextColumn ? "ixNext" : "ix" : (Index)0);
        Expr Row(bool next) => mixesColumns
            ? new Feature("x", Place(next, false)) * One("ix") + new Feature("x", Place(next, true)) * Part("ix")
            : new Feature("x", Place(next, false));
        IEnumerable<Statement> Spread(bool next, Expr share) => mixesColumns
            ? [Add(Place(next, false), share * One("ix")), Add(Place(next, true), share * Part("ix"))]
            : [Add(Place(next, false), share)];
        static Statement Add(Index place, Expr part) => new Store("dx", place, new Feature("dx", place) + part);
        return (
            Each(o => [new Store("y", o, mixesRows ? Row(false) * One("iy") + Row(true) * Part("iy") : Row(false))]),
            [
                .. Clear("dx", from.Height * from.Width),
                .. Each(o =>
                [
                    new Let("dyv", new Feature("dy", o)),
                    .. Spread(false, mixesRows ? new Variable("dyv") * One("iy") : new Variable("dyv")),
                    .. mixesRows ? Spread(true, new Variable("dyv") * Part("iy")) : [],
                ]),
            ]);
    }

    /// <summary>The body behind the statement that says between which two positions of the input a position of the output lies.</summary>
    private static IEnumerable<Statement> Located(string name, Index output, int n, int m, bool aligns, Func<IEnumerable<Statement>> body)
    {
        if (n == 1)
            return body();
        var scale = aligns ? m > 1 ? (n - 1.0) / (m - 1) : 0 : (double)n / m;
        return [new Locate(name, output, scale, !aligns, n - 1), .. body()];
    }
}
