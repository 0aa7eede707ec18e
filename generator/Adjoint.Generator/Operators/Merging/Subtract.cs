using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The difference of two values of one shape: <c>y = a − b</c>.
/// <para>Gradients: (1) da = dy, (2) db = −dy. Backward reads nothing.</para>
/// </summary>
internal sealed record Subtract : ElementwiseMerge
{
    public override string Name => "Subtract";

    public override string Sign => "−";

    public override Expr Combine(Expr a, Expr b) => a - b;

    protected override string OnnxOperator => "Sub";

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsGradient(0))
            yield return node.ToInput(0, node.dy, isCopy: true);
        if (node.NeedsGradient(1))
            yield return node.ToInput(1, $"−{node.dy}", 2);
    }
}
