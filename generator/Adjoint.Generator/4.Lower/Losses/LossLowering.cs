using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A loss and its gradient are one call, also where the gradient is not wanted: what they share, such as the exponentials, is what costs time.</summary>
/// <param name="layer">The operator.</param>
internal abstract class LossLowering(LossOperator layer) : Lowering
{
    /// <summary>The statements that compute r ℓ into the buffer loss, and dy, from the buffers y, t and r, for one position.</summary>
    /// <param name="size">The numbers of a position's output.</param>
    protected abstract IEnumerable<Statement> Body(int size);

    /// <summary>
    /// The statements that compute r ⟨∂ℓ/∂y, v⟩ into the buffer loss, and its gradients dy = r ∂²ℓ/∂y² v and dv = r ∂ℓ/∂y, from the buffers y, v, t and r.
    /// </summary>
    /// <param name="size">The numbers of a position's output.</param>
    public abstract IEnumerable<Statement> TangentBody(int size);

    /// <summary>The numbers of a position's target.</summary>
    /// <param name="size">The numbers of its output.</param>
    public virtual int TargetSize(int size) => size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(Call(node));

    public override void Backward(NodeContext node, BackwardCalls calls) => calls.Blocks.Add(Call(node));

    private KernelCall Call(NodeContext node)
    {
        EquatableArray<Operand> operands =
        [
            node.X, .. TargetOf(node, 1), new(OperandKind.RowWeight, node.Loss), new Operand(OperandKind.Loss, node.Loss).Written, node.Dx,
        ];
        var positions = layer.Positions(node.Input.Shape);
        return new KernelCall(KernelOf(node.Input.Size / positions), "Gradient", operands, positions, [node.OfOutput, node.OfInput(0)], InPlace: true);
    }

    /// <summary>What the loss compares with, as an operand; none where it is a number, or nothing.</summary>
    /// <param name="node">The loss.</param>
    /// <param name="input">Which of the values that it reads it would be.</param>
    public IEnumerable<Operand> TargetOf(NodeContext node, int input)
    {
        if (layer.ReadsTarget)
            yield return layer.Common.TargetName is null ? new(OperandKind.Target, node.Loss) : node.XAt(input);
    }

    /// <summary>The buffer of the target in the kernel.</summary>
    public IEnumerable<LaneBuffer> TargetBuffer(int size) => layer.ReadsTarget ? [new("t", TargetSize(size))] : [];

    /// <summary>What sets kernels apart that compare with a number.</summary>
    public string Variant => layer.Variant + (layer.Common.TargetNumber is { } number ? "To" + Elementwise.InName(number) : "");

    private LaneKernel KernelOf(int size) => new($"{layer.Name}{size}{Variant}", $"The loss {layer.Title} of {size} numbers and its gradient",
    [
        new LaneMethod("Gradient", $"loss = r · {layer.Formula("y")}; dy = r · {layer.GradientFormula("y")}",
            [new("y", size), .. TargetBuffer(size), new("r", 1), new("loss", 1), new("dy", size)], [.. Body(size)]),
    ]);
}
