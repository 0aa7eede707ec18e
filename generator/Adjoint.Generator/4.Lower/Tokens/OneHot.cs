using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>Tokens as numbers that are 0 but for one.</summary>
internal sealed class OneHotLowering : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var tokens = node.Output.Shape.Last;
        calls.Add(new KernelCall(
            new LaneKernel($"OneHot{tokens}", $"One of {tokens} tokens as {tokens} numbers",
            [
                new LaneMethod("Forward", "y = 1 at x, else 0", [new("x", 1), new("y", tokens)],
                [
                    new Let("token", new Feature("x", 0)),
                    new Loop("i", 0, tokens, [new Store("y", "i", IfEqual(new Variable("token"), new Number("i"), 1, 0))]),
                ], Rows: true),
            ]),
            "Forward", [node.X, node.Y], node.Input.Size, [node.OfOutput]));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
    }
}
