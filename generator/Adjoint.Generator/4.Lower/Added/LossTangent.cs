using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>The tangent of a loss and its two gradients in one call.</summary>
/// <param name="layer">The operator.</param>
internal sealed class LossTangentLowering(LossTangent layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(CallOf(node));

    public override void Backward(NodeContext node, BackwardCalls calls) => calls.Blocks.Add(CallOf(node));

    private KernelCall CallOf(NodeContext node)
    {
        var (loss, lowering, positions) = (layer.Loss, (LossLowering)LoweringTable.Of(layer.Loss), layer.Loss.Positions(node.Input.Shape));
        var size = node.Input.Size / positions;
        EquatableArray<Operand> operands =
        [
            node.X, node.XAt(1), .. lowering.TargetOf(node, 2), new(OperandKind.RowWeight, node.Loss), new Operand(OperandKind.Loss, node.Loss).Written,
            node.DxAt(0), node.DxAt(1),
        ];
        var kernel = new LaneKernel($"{loss.Name}{size}{lowering.Variant}Tangent", $"The loss {loss.Title} of {size} numbers along a direction, and the gradients of that",
        [
            new LaneMethod("Gradient", "loss = r · ⟨∂ℓ/∂y, v⟩; dy = r · ∂²ℓ/∂y² v; dv = r · ∂ℓ/∂y",
                [new("y", size), new("v", size), .. lowering.TargetBuffer(size), new("r", 1), new("loss", 1), new("dy", size), new("dv", size)],
                [.. lowering.TangentBody(size)]),
        ]);
        return new KernelCall(kernel, "Gradient", operands, positions, [node.OfOutput, node.OfInput(1), node.OfInput(0)]);
    }
}
