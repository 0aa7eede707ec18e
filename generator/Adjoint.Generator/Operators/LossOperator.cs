using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A loss: one number for each row from an output y and a target t. Its kernels receive r, the weight of each row in the mean (1/rows, or 0 for a row
/// that does not count), so that the loss is Σ r ℓ and the gradient comes out scaled: dy = r ∂ℓ/∂y. A row that does not count has 0 for both, also where
/// ℓ or its gradient is not finite: kernels write <see cref="Functions.Weighted"/> numbers.
/// </summary>
/// <param name="Common">What any loss can say.</param>
internal abstract record LossOperator(LossOptions Common) : Operator
{
    /// <summary>The statements that compute r ℓ into the buffer loss, and dy, from the buffers y, t and r.</summary>
    protected abstract IEnumerable<Statement> Body(NodeContext node);

    /// <summary>
    /// The statements that compute r ⟨∂ℓ/∂y, v⟩ into the buffer loss, and its gradients dy = r ∂²ℓ/∂y² v and dv = r ∂ℓ/∂y, from the buffers y, v, t and r.
    /// </summary>
    public abstract IEnumerable<Statement> TangentBody(NodeContext node);

    /// <summary>The loss as the lectures write it.</summary>
    protected abstract string Formula(string y);

    /// <summary>Its gradient as the lectures write it.</summary>
    protected abstract string GradientFormula(string y);

    /// <summary>What sets kernels of this loss with other arguments apart.</summary>
    public virtual string Variant => "";

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(Call(node));

    public override void Backward(NodeContext node, BackwardCalls calls) => calls.Blocks.Add(Call(node));

    /// <summary>Loss and gradient are one call, also where the gradient is not wanted: what they share, such as the exponentials, is what costs time.</summary>
    private KernelCall Call(NodeContext node)
    {
        var y = Notation.Of(node.Input.Name);
        EquatableArray<Operand> operands =
        [
            node.X, new(OperandKind.Target, node.Loss), new(OperandKind.RowWeight, node.Loss), new Operand(OperandKind.Loss, node.Loss).Written, node.Dx,
        ];
        return new KernelCall(KernelOf(node), "Gradient", operands, 1, $"L = Σ r {Formula(y)} over the rows\nd{y} = r {GradientFormula(y)}", InPlace: true);
    }

    private LaneKernel KernelOf(NodeContext node)
    {
        var size = node.Input.Size;
        return new LaneKernel($"{Name}{size}{Variant}",
        [
            new LaneMethod("Gradient", $"loss = r · {Formula("y")}; dy = r · {GradientFormula("y")}",
                [new("y", size), new("t", size), new("r", 1), new("loss", 1), new("dy", size)], [.. Body(node)]),
        ]);
    }
}
