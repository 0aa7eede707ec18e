using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;

namespace Adjoint.Generator.Lower;

/// <summary>A sum over neighbouring channels; its gradient is one over the neighbours on the other side.</summary>
/// <param name="layer">The operator.</param>
internal sealed class ChannelSumLowering(ChannelSum layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(CallOf(node, layer.Before, layer.Behind, [node.X, node.Y], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(CallOf(node, layer.Behind, layer.Before, [node.Dy, node.Dx], node.OfInput(0)));
    }

    private static KernelCall CallOf(NodeContext node, int before, int behind, EquatableArray<Operand> operands, Equation equation)
    {
        var (size, channels) = (node.Output.Size, node.Output.Shape.Sizes[0]);
        var positions = size / channels;
        var kernel = new LaneKernel(FormattableString.Invariant($"ChannelSum{channels}x{positions}Before{before}Behind{behind}"), $"Sums over neighbours of {channels} channels",
        [
            new LaneMethod("Forward", "y = Σ x over neighbouring channels", [new("x", size), new("y", size)],
                [.. For("c", channels, c => For("i", positions, i =>
                [
                    new Let("sum", 0f),
                    .. For("j", new Bound(c - before), new Bound(c + behind + 1, Most: channels), j => [new Set("sum", new Variable("sum") + new Feature("x", j * positions + i))]),
                    new Store("y", c * positions + i, new Variable("sum")),
                ]))], Rows: true),
        ]);
        return new KernelCall(kernel, "Forward", operands, 1, [equation]);
    }
}
