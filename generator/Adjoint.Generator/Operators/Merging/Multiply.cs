using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The product of values of one shape, element by element: <c>y = a ⊙ b ⊙ …</c>
/// <para>Gradient: (1) da = dy ⊙ the product of the others, for every operand. Backward reads the others.</para>
/// </summary>
internal sealed record Multiply : ElementwiseMerge
{
    public override string Name => "Multiply";

    public override string Sign => "⊙";

    public override Expr Combine(Expr a, Expr b) => a * b;

    protected override string OnnxOperator => "Mul";

    public override IEnumerable<Gradient> Backward(NodeContext node) => Inputs(node).Where(node.NeedsGradient)
        .Select(i => node.ToInput(i, node.dy + string.Concat(Inputs(node).Where(o => o != i).Select(o => $" ⊙ {node.x(o)}"))));
}
