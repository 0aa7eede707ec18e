using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>Numbers of rows that have steps, as they are or divided by how many.</summary>
/// <param name="layer">The operator.</param>
internal sealed class OfLengthLowering(OfLength layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(new KernelCall(KernelOf(node.Output.Size), "Forward", [node.X, node.XAt(1), node.Y], 1, [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(new KernelCall(KernelOf(node.Output.Size), "Forward", [node.Dy, node.XAt(1), node.Dx], 1, [node.OfInput(0)]));
    }

    private LaneKernel KernelOf(int size)
    {
        var (n, value) = (new Feature("n", 0), layer.Divides ? "x / n" : "x");
        return new($"OfLength{size}{(layer.Divides ? "Divided" : "")}", $"{size} numbers of rows that have steps",
        [
            new LaneMethod("Forward", $"y = {value} where n > 0, else 0", [new("x", size), new("n", 1), new("y", size)],
            [
                .. For("i", size, i =>
                {
                    Expr x = new Feature("x", i);
                    return [new Store("y", i, IfGreater(n, 0, layer.Divides ? x / n : x, 0))];
                }),
            ], Rows: true),
        ]);
    }
}
