using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The sum of values of one shape: <c>y = a + b + …</c>
/// <para>Gradient: ∂y/∂a is the identity, so (1) da = dy for every operand. Backward reads nothing.</para>
/// <para>Source: He, Zhang, Ren and Sun, Deep residual learning (2016), for y = F(x) + x.</para>
/// </summary>
internal sealed record Add : ElementwiseMerge
{
    public override string Name => "Add";

    protected override string Sign => "+";

    protected override Expr Combine(Expr a, Expr b) => a + b;

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1) da = dy; the last may take dy's own place
        foreach (var i in Inputs(node).Where(node.NeedsGradient).Reverse())
            calls.Blocks.Add(GradientSum.Copy(node.Dy, node.DxAt(i), node.Output.Size, $"{Notation.Gradient(node.InputAt(i).Name)} = {Notation.Gradient(node.Output.Name)}"));
    }
}
