using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>PReLU: dx and each row's part of the slopes' gradient in one pass.</summary>
internal sealed class PReLULowering : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var slopes = node.Parameter(0).Length;
        calls.Add(new KernelCall(
            slopes == 1 ? Forward() : KernelOf(slopes, node.Input.Size / slopes), "Forward", [node.X, node.Tensor(0), node.Y], slopes == 1 ? node.Input.Size : 1, [node.OfOutput]));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient && !node.Trains(0))
            return;
        var slopes = node.Parameter(0).Length;

        // dx and each row's part of da, in one pass over dy and x
        calls.Blocks.Add(new KernelCall(
            KernelOf(slopes, node.Input.Size / slopes), "Backward", [node.Dy, node.X, node.Tensor(0), node.Parts(0).Written, node.Dx], 1,
            [.. node.NeedsInputGradient ? (Equation[])[node.OfInput(0)] : [], .. node.Trains(0) ? (Equation[])[node.PartOf(0)] : []]));
        if (node.Trains(0))
            calls.Parameters.Add(LaneSums.Add(node.Parts(0), node.DTensor(0), node.Parameter(0).Length, 1, node.SumOf(0)));
    }

    private static LaneKernel Forward() => new("PReLU", "PReLU with one slope, number by number",
    [
        new LaneMethod("Forward", "y = x where x > 0, else a x", [new("x", 1), new("a", 0), new("y", 1)],
        [
            new Let("xv", new Feature("x", 0)),
            new Store("y", 0, IfGreater(new Variable("xv"), 0, new Variable("xv"), new Scalar("a", 0) * new Variable("xv"))),
        ]),
    ]);

    /// <summary>The kernel for so many slopes, each with so many positions.</summary>
    private static LaneKernel KernelOf(int slopes, int positions)
    {
        var (size, xv, dyv, slope) = (slopes * positions, new Variable("xv"), new Variable("dyv"), new Variable("slope"));
        IEnumerable<Statement> Each(Func<Index, IEnumerable<Statement>> body) => slopes == 1 ? body(0) : Loops.For("c", slopes, body);
        return new(slopes == 1 ? $"PReLU{size}" : $"PReLU{slopes}x{positions}", $"PReLU of {size} numbers with {(slopes == 1 ? "one slope" : $"{slopes} slopes")}",
        [
            new LaneMethod("Forward", "y = x where x > 0, else a x", [new("x", size), new("a", 0), new("y", size)], [.. Each(c =>
            [
                new Let("slope", new Scalar("a", c)),
                .. Loops.For("i", positions, i =>
                [
                    new Let("xv", new Feature("x", c * positions + i)),
                    new Store("y", c * positions + i, IfGreater(xv, 0, xv, slope * xv)),
                ]),
            ])], Rows: true),
            new LaneMethod("Backward", "dx = dy where x > 0, else a dy; da = Σ dy x where x ≤ 0",
                [new("dy", size), new("x", size), new("a", 0), new("da", slopes), new("dx", size)], [.. Each(c =>
            [
                new Let("slope", new Scalar("a", c)),
                new Let("dav", 0f),
                .. Loops.For("i", positions, i =>
                [
                    new Let("xv", new Feature("x", c * positions + i)),
                    new Let("dyv", new Feature("dy", c * positions + i)),
                    new Set("dav", new Variable("dav") + IfGreater(xv, 0, 0, dyv * xv)),
                    new Store("dx", c * positions + i, dyv * IfGreater(xv, 0, 1, slope)),
                ]),
                new Store("da", c, new Variable("dav")),
            ])]),
        ]);
    }
}
