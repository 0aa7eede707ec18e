using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>The divergence of a normal distribution from the standard one: a sum over a row's numbers, and a gradient for each of the two values.</summary>
internal sealed class NormalDivergenceLowering : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(new KernelCall(Kernel(node), "Forward", [node.X, node.XAt(1), node.Y], 1, [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsGradient(0))
            calls.Blocks.Add(new KernelCall(Kernel(node), "OfMean", [node.Dy, node.X, node.Dx], 1, [node.OfInput(0)]));
        if (node.NeedsGradient(1))
            calls.Blocks.Add(new KernelCall(Kernel(node), "OfVariance", [node.Dy, node.XAt(1), node.DxAt(1)], 1, [node.OfInput(1)]));
    }

    private static LaneKernel Kernel(NodeContext node)
    {
        var size = node.Input.Size;
        return new LaneKernel($"NormalDivergence{size}", $"The divergence of {size} normal distributions from the standard one",
        [
            new LaneMethod("Forward", "k = ½ Σ (m² + exp(l) − 1 − l)", [new("m", size), new("l", size), new("k", 1)],
            [
                .. Loops.Sums(size, ("sum", i => NormalDivergence.Summand(new Feature("m", i), new Feature("l", i)))),
                new Store("k", 0, 0.5 * new Scalars.Variable("sum")),
            ], Rows: true),
            new LaneMethod("OfMean", "dm = dk m", [new("dk", 1), new("m", size), new("dm", size)],
                [.. Loops.For("i", size, i => [new Store("dm", i, new Feature("dk", 0) * new Feature("m", i))])]),
            new LaneMethod("OfVariance", "dl = ½ dk (exp(l) − 1)", [new("dk", 1), new("l", size), new("dl", size)],
                [.. Loops.For("i", size, i => [new Store("dl", i, 0.5 * new Feature("dk", 0) * ExpMinusOne(new Feature("l", i)))])]),
        ]);
    }
}
