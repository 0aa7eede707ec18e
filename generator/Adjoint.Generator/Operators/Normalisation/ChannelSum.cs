using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Lanes.Loops;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The sum over neighbouring channels in each position: <c>y_c = Σⱼ xⱼ</c>, j from c − before to c + behind, as far as there are such channels. The compiler writes it
/// where the tangent of a local response normalisation needs one; nobody declares it.
/// <para>Gradient: (1) dx_c = Σⱼ dyⱼ over the j whose sums have c in them: from c − behind to c + before. Backward reads nothing. Tangent: it is linear.</para>
/// </summary>
/// <param name="Before">The channels before its own that a sum has.</param>
/// <param name="Behind">Those behind it.</param>
internal sealed record ChannelSum(int Before, int Behind) : Operator
{
    public override string Name => "ChannelSum";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => (long)(Before + Behind) * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(CallOf(
        node, Before, Behind, [node.X, node.Y], $"{Notation.Of(node.Output.Name)} = Σ {Notation.Of(node.Input.Name)} over neighbouring channels"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1)
        if (node.NeedsInputGradient)
        {
            calls.Blocks.Add(CallOf(
                node, Behind, Before, [node.Dy, node.Dx],
                $"{Notation.Gradient(node.Input.Name)} = Σ {Notation.Gradient(node.Output.Name)} over the channels whose sums read it"));
        }
    }

    private static KernelCall CallOf(NodeContext node, int before, int behind, EquatableArray<Operand> operands, string formula)
    {
        var (size, channels) = (node.Output.Size, node.Output.Shape.Sizes[0]);
        var positions = size / channels;
        var kernel = new LaneKernel(FormattableString.Invariant($"ChannelSum{channels}x{positions}Before{before}Behind{behind}"),
        [
            new LaneMethod("Forward", "y = Σ x over neighbouring channels", [new("x", size), new("y", size)],
                [.. For("c", channels, c => For("i", positions, i =>
                [
                    new Let("sum", 0f),
                    .. For("j", new Bound(c - before), new Bound(c + behind + 1, Most: channels), j => [new Set("sum", new Variable("sum") + new Feature("x", j * positions + i))]),
                    new Store("y", c * positions + i, new Variable("sum")),
                ]))], Rows: true),
        ]);
        return new KernelCall(kernel, "Forward", operands, 1, formula);
    }
}
