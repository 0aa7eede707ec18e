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

    public override Equation Forward(NodeContext node) => new("L\u0307", $"r ⟨∂ℓ/∂{node.x()}, {node.x(1)}⟩") { Over = Equation.Rows };

    public override IEnumerable<Gradient> Backward(NodeContext node) => [node.ToInput(1, $"r ∂ℓ/∂{node.x()}"), node.ToInput(0, $"r ∂²ℓ/∂{node.x()}² {node.x(1)}", 2)];
}
