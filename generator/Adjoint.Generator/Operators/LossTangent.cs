using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Operators;

/// <summary>
/// How a loss changes along the tangent ẏ of its output: <c>L̇ = Σ r ⟨∂ℓ/∂y, ẏ⟩</c>. Its gradient with respect to the parameters is the product of the loss's
/// Hessian with the direction that ẏ comes from: ∇⟨∇L, v⟩ = H v. The compiler writes it where a loss would stand.
/// <para>Gradients: (1) dẏ = r ∂ℓ/∂y, the loss's own gradient; (2) dy = r ∂²ℓ/∂y² ẏ.</para>
/// <para>Source: Pearlmutter, Fast exact multiplication by the Hessian (1994).</para>
/// </summary>
/// <param name="Loss">The loss.</param>
internal sealed record LossTangent(LossOperator Loss) : Operator
{
    public override string Name => "LossTangent";

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 2 * Loss.Flops(node);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(CallOf(node));

    public override void Backward(NodeContext node, BackwardCalls calls) => calls.Blocks.Add(CallOf(node));

    private KernelCall CallOf(NodeContext node)
    {
        var (y, v, size) = (Notation.Of(node.Input.Name), Notation.Of(node.InputAt(1).Name), node.Input.Size);
        EquatableArray<Operand> operands =
        [
            node.X, node.XAt(1), new(OperandKind.Target, node.Loss), new(OperandKind.RowWeight, node.Loss), new Operand(OperandKind.Loss, node.Loss).Written,
            node.DxAt(0), node.DxAt(1),
        ];
        var kernel = new LaneKernel($"{Loss.Name}{size}{Loss.Variant}Tangent",
        [
            new LaneMethod("Gradient", "loss = r · ⟨∂ℓ/∂y, v⟩; dy = r · ∂²ℓ/∂y² v; dv = r · ∂ℓ/∂y",
                [new("y", size), new("v", size), new("t", size), new("r", 1), new("loss", 1), new("dy", size), new("dv", size)], [.. Loss.TangentBody(node)]),
        ]);
        return new KernelCall(kernel, "Gradient", operands, 1, $"L\u0307 = Σ r ⟨∂ℓ/∂{y}, {v}⟩ over the rows\nd{v} = r ∂ℓ/∂{y}\nd{y} = r ∂²ℓ/∂{y}² {v}");
    }
}
