using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A tensor added to every row; its gradient is the sum of the output's.</summary>
internal sealed class PositionEmbeddingLowering : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var size = node.Output.Size;
        calls.Add(new KernelCall(
            new LaneKernel($"AddTable{size}", $"A tensor of {size} numbers added to every row",
            [
                new LaneMethod("Forward", "y = x + p", [new("x", size), new("p", 0), new("y", size)],
                    [.. Loops.For("i", size, static i => [new Store("y", i, new Feature("x", i) + new Scalar("p", i))])], Rows: true),
            ]),
            "Forward", [node.X, node.Tensor(0), node.Y], 1, [node.OfOutput], InPlace: true));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(GradientSum.Copy(node.Dy, node.Dx, node.Output.Size, node.OfInput(0)));
        if (node.Trains(0))
            calls.Parameters.Add(LaneSums.Add(node.Dy, node.DTensor(0), node.Output.Size, 1, node.OfParameter(0)));
    }
}
