using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Operators;

/// <summary>An operator of which each output is the largest of some inputs.</summary>
internal interface IMaximum
{
    /// <summary>
    /// A call of its kernel: of <c>Along</c> (v, x, y), which computes y = v where x is largest first, or of <c>Backward</c> (dy, x, y, dx), its transpose.
    /// </summary>
    KernelCall Call(NodeContext node, string method, EquatableArray<Operand> operands, string formula);
}

/// <summary>
/// How a maximum y = maxₖ xₖ changes with what it is taken of: <c>ẏ = ẋ_k*</c>, k* the first maximum. It reads ẋ, x and y; the compiler writes it where the tangent of
/// a maximum is needed.
/// <para>
/// Gradient: ẏ is linear in ẋ, and selects, so (1) dẋₖ = dẏ at the first maximum, else 0, which is the maximum's own gradient. Where x changes and no maximum does, ẏ
/// stays what it is: dx = 0. Tangent: it is linear.
/// </para>
/// </summary>
/// <param name="Maximum">The operator of the maximum.</param>
internal sealed record MaximumTangent(Operator Maximum) : Operator
{
    public override string Name => "MaximumTangent";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 2 * Maximum.Flops(node);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(((IMaximum)Maximum).Call(
        node, "Along", [node.X, node.XAt(1), node.Y], $"{Notation.Of(node.Output.Name)} = {Notation.Of(node.Input.Name)} at the first maximum of {Notation.Of(node.InputAt(1).Name)}"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1)
        if (node.NeedsInputGradient)
        {
            calls.Blocks.Add(((IMaximum)Maximum).Call(
                node, "Backward", [node.Dy, node.XAt(1), node.XAt(2), node.Dx],
                $"{Notation.Gradient(node.Input.Name)} = {Notation.Gradient(node.Output.Name)} at the first maximum of {Notation.Of(node.InputAt(1).Name)}, else 0"));
        }
    }
}
