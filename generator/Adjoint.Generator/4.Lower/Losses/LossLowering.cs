using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A loss and its gradient are one call, also where the gradient is not wanted: what they share, such as the exponentials, is what costs time.</summary>
/// <param name="layer">The operator.</param>
internal abstract class LossLowering(LossOperator layer) : Lowering
{
    /// <summary>The statements that compute r ℓ into the buffer loss, and dy, from the buffers y, t and r.</summary>
    protected abstract IEnumerable<Statement> Body(NodeContext node);

    /// <summary>
    /// The statements that compute r ⟨∂ℓ/∂y, v⟩ into the buffer loss, and its gradients dy = r ∂²ℓ/∂y² v and dv = r ∂ℓ/∂y, from the buffers y, v, t and r.
    /// </summary>
    public abstract IEnumerable<Statement> TangentBody(NodeContext node);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(Call(node));

    public override void Backward(NodeContext node, BackwardCalls calls) => calls.Blocks.Add(Call(node));

    private KernelCall Call(NodeContext node)
    {
        EquatableArray<Operand> operands =
        [
            node.X, new(OperandKind.Target, node.Loss), new(OperandKind.RowWeight, node.Loss), new Operand(OperandKind.Loss, node.Loss).Written, node.Dx,
        ];
        return new KernelCall(KernelOf(node), "Gradient", operands, 1, [node.OfOutput, node.OfInput(0)], InPlace: true);
    }

    private LaneKernel KernelOf(NodeContext node)
    {
        var size = node.Input.Size;
        return new LaneKernel($"{layer.Name}{size}{layer.Variant}",
        [
            new LaneMethod("Gradient", $"loss = r · {layer.Formula("y")}; dy = r · {layer.GradientFormula("y")}",
                [new("y", size), new("t", size), new("r", 1), new("loss", 1), new("dy", size)], [.. Body(node)]),
        ]);
    }
}
