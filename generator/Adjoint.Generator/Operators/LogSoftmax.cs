using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;
using static Adjoint.Generator.Kernels.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The logarithm of softmax over the last axis: <c>yᵢ = xᵢ − m − ln Σⱼ exp(xⱼ − m)</c>, m = maxⱼ xⱼ.
/// <para>Gradient. ∂yᵢ/∂xₖ = δᵢₖ − exp(yₖ), so (1) dxₖ = dyₖ − exp(yₖ) Σᵢ dyᵢ. Backward reads the output.</para>
/// </summary>
internal sealed class LogSoftmax : Operator
{
    public override string Name => "LogSoftmax";

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 15L * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(
        KernelOf(node.Output.Shape.Last), "Forward", [node.X, node.Y], node.Output.Size / node.Output.Shape.Last,
        $"{Notation.Of(node.Output.Name)} = {Notation.Of(node.Input.Name)} − ln Σ exp({Notation.Of(node.Input.Name)})", InPlace: true));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient)
            return;
        var (y, dy) = (Notation.Of(node.Output.Name), Notation.Gradient(node.Output.Name));
        calls.Blocks.Add(new KernelCall(
            KernelOf(node.Output.Shape.Last), "Backward", [node.Dy, Operand.Value(node.Output.Id), node.Dx], node.Output.Size / node.Output.Shape.Last,
            $"{Notation.Gradient(node.Input.Name)} = {dy} − exp({y}) Σ {dy}", InPlace: true));
    }

    private static LaneKernel KernelOf(int classes) => new($"LogSoftmax{classes}",
    [
        new LaneMethod("Forward", "y = x − m − ln Σ exp(x − m), m = max x", [new("x", classes), new("y", classes)],
        [
            .. LogSumExp.Sum("x", classes),
            new Let("shift", new Variable("max") + Log(new Variable("sum"))),
            new Loop("i", 0, classes, [new Store("y", "i", new Feature("x", "i") - new Variable("shift"))]),
        ], Rows: true),
        new LaneMethod("Backward", "dx = dy − exp(y) Σ dy", [new("dy", classes), new("y", classes), new("dx", classes)],
        [
            new Let("sum", 0f),
            new Loop("i", 0, classes, [new Set("sum", new Variable("sum") + new Feature("dy", "i"))]),
            new Loop("i", 0, classes, [new Store("dx", "i", new Feature("dy", "i") - Exp(new Feature("y", "i")) * new Variable("sum"))]),
        ]),
    ]);
}
