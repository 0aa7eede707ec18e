using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The sum of values of one shape: <c>y = a + b + …</c>
/// <para>Gradient: ∂y/∂a is the identity, so (1) da = dy for every operand. Backward reads nothing.</para>
/// <para>Source: He, Zhang, Ren and Sun, Deep residual learning (2016), for y = F(x) + x.</para>
/// </summary>
internal sealed record Add : ElementwiseMerge
{
    public override string Name => "Add";

    public override string Sign => "+";

    public override Expr Combine(Expr a, Expr b) => a + b;

    protected override string OnnxOperator => "Add";

    public override IEnumerable<Gradient> Backward(NodeContext node) => Inputs(node).Where(node.NeedsGradient).Select(i => node.ToInput(i, node.dy, isCopy: true));
}
