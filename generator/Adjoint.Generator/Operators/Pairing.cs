using Adjoint.Generator.Kernels;

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

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
    }

    // (1) dy = ȳ
    public override void Backward(NodeContext node, BackwardCalls calls) => calls.Blocks.Add(GradientSum.Copy(
        node.XAt(1), node.Dx, node.Input.Size, $"{Notation.Gradient(node.Input.Name)} = {Notation.Of(node.InputAt(1).Name)}, as it is given"));
}
