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
        var (size, loss) = (node.Input.Size, layer.Loss);
        EquatableArray<Operand> operands =
        [
            node.X, node.XAt(1), new(OperandKind.Target, node.Loss), new(OperandKind.RowWeight, node.Loss), new Operand(OperandKind.Loss, node.Loss).Written,
            node.DxAt(0), node.DxAt(1),
        ];
        var kernel = new LaneKernel($"{loss.Name}{size}{loss.Variant}Tangent",
        [
            new LaneMethod("Gradient", "loss = r · ⟨∂ℓ/∂y, v⟩; dy = r · ∂²ℓ/∂y² v; dv = r · ∂ℓ/∂y",
                [new("y", size), new("v", size), new("t", size), new("r", 1), new("loss", 1), new("dy", size), new("dv", size)],
                [.. ((LossLowering)LoweringTable.Of(loss)).TangentBody(node)]),
        ]);
        return new KernelCall(kernel, "Gradient", operands, 1, [node.OfOutput, node.OfInput(1), node.OfInput(0)]);
    }
}
