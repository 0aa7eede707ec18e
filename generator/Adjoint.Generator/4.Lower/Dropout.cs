using Adjoint.Generator.Kernels;
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
        return new(new DropoutKernel(layer.Options.Rate, layer.Mask ?? node.Name, together), "Apply", operands, node.Input.Size / together, [equation], InPlace: true);
    }
}
