using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A tensor as every row's value; its gradient is the sum of theirs.</summary>
internal sealed class VariableLowering : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var size = node.Output.Size;
        calls.Add(new KernelCall(
            new LaneKernel($"Repeat{size}", $"A tensor of {size} numbers as the value of every row",
            [
                new LaneMethod("Forward", "y = w", [new("w", 0), new("y", size)],
                    [.. Loops.For("i", size, static i => [new Store("y", i, new Scalar("w", i))])], Rows: true),
            ]),
            "Forward", [node.Tensor(0), node.Y], 1, [node.OfOutput]));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.Trains(0))
            calls.Parameters.Add(LaneSums.Add(node.Dy, node.DTensor(0), node.Output.Size, 1, node.OfParameter(0)));
    }
}
