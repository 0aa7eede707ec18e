using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Dropout: the mask is computed again in the backward pass.</summary>
/// <param name="layer">The operator.</param>
internal sealed class DropoutLowering(Dropout layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(Apply(node, [node.X, node.Y], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(Apply(node, [node.Dy, node.Dx], node.OfInput(0)));
    }

    private KernelCall Apply(NodeContext node, EquatableArray<Operand> operands, Equation equation)
    {
        var together = layer.Together(node.Input.Shape);
        var (units, rate) = (node.Input.Size / together, new CallArgument.Real(layer.Options.Rate));
        CallArgument key = new CallArgument.MaskKey(layer.Mask ?? node.Name), first = new CallArgument.FirstNumber(units * LaneBlock.Rows);
        return new(new LibraryKernel("Dropout"), together > 1 ? "ApplyTogether" : "Apply", operands, units, [equation], InPlace: true)
        {
            Arguments = together > 1
                ? [new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Number(together), new CallArgument.Units(), key, first, rate]
                : [new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Units(LaneBlock.Rows), key, first, rate],
        };
    }
}
