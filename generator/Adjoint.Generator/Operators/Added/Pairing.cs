namespace Adjoint.Generator.Operators;

/// <summary>
/// The pairing of an output with a given cotangent: <c>L = Σ ⟨ȳ, y⟩</c> over the rows. Its gradients are the vector–Jacobian product, Jᵀȳ, by definition; L itself
/// nobody asks for, and it is not computed. The compiler writes it where a loss would stand.
/// <para>Gradient: (1) dy = ȳ.</para>
/// </summary>
internal sealed record Pairing : Operator
{
    public override string Name => "Pairing";

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => new("L", $"⟨{node.x(1)}, {node.x()}⟩") { Over = Equation.Rows };

    public override IEnumerable<Gradient> Backward(NodeContext node) => [node.ToInput(0, $"{node.x(1)}, as it is given", isCopy: true)];
}
