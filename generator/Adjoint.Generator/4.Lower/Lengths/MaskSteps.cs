using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using static Adjoint.Generator.Lanes.Loops;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>Steps behind the end: each compares its number with the row's length.</summary>
/// <param name="layer">The operator.</param>
internal sealed class MaskStepsLowering(MaskSteps layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(new KernelCall(KernelOf(node, layer.Fill), "Forward", [node.X, node.XAt(1), node.Y], 1, [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(new KernelCall(KernelOf(node, 0), "Forward", [node.Dy, node.XAt(1), node.Dx], 1, [node.OfInput(0)]));
    }

    private static LaneKernel KernelOf(NodeContext node, double fill)
    {
        var (steps, size) = (node.Output.Shape.Sizes[0], node.Output.Size / node.Output.Shape.Sizes[0]);
        var (name, text) = fill == 0 ? ("", "0") : ("ByMinusInfinity", "−∞");
        return new($"Mask{steps}x{size}{name}", $"{steps} steps of {size} numbers, with {text} in those behind the end",
        [
            new LaneMethod("Forward", $"y = x before step n, {text} from it on", [new("x", node.Output.Size), new("n", 1), new("y", node.Output.Size)],
            [
                .. For("t", steps, t => For("i", size, i =>
                    [new Store("y", t * size + i, IfGreater(new Feature("n", 0), new Number(t), new Feature("x", t * size + i), (float)fill))])),
            ], Rows: true),
        ]);
    }
}
