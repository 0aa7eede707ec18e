using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The difference of two values of one shape: <c>y = a − b</c>.
/// <para>Gradients: (1) da = dy, (2) db = −dy. Backward reads nothing.</para>
/// </summary>
internal sealed record Subtract : ElementwiseMerge
{
    public override string Name => "Subtract";

    protected override string Sign => "−";

    protected override Expr Combine(Expr a, Expr b) => a - b;

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var dy = Notation.Gradient(node.Output.Name);

        // (2) db = −dy
        if (node.NeedsGradient(1))
        {
            var negate = new LaneKernel("Negate", [new LaneMethod("Backward", "dx = −dy", [new("dy", 1), new("dx", 1)], [new Store("dx", 0, (Expr)0f - new Feature("dy", 0))])]);
            calls.Blocks.Add(new KernelCall(negate, "Backward", [node.Dy, node.DxAt(1)], node.Output.Size, $"{Notation.Gradient(node.InputAt(1).Name)} = −{dy}", InPlace: true));
        }

        // (1) da = dy
        if (node.NeedsGradient(0))
            calls.Blocks.Add(GradientSum.Copy(node.Dy, node.DxAt(0), node.Output.Size, $"{Notation.Gradient(node.Input.Name)} = {dy}"));
    }
}
