using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;
using static Adjoint.Generator.Kernels.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x</c> for x &gt; 0, else <c>a x</c> with one trainable a.
/// <para>
/// Gradients. (1) dx = dy for x &gt; 0, else a dy; the left side's at the kink x = 0, as in PyTorch.
/// (2) da = Σ dy x over all elements with x ≤ 0. Backward reads the input.
/// </para>
/// <para>Source: He, Zhang, Ren and Sun (2015).</para>
/// </summary>
internal sealed class PReLU : Operator
{
    public override string Name => "PReLU";

    public override IReadOnlyList<string> Tensors => ["weight"];

    public override TensorShape? Infer(ShapeContext context)
    {
        const int quarter = 9;
        context.Parameter("weight", "a", new([1]), "Scale", quarter, 1, 1);
        return context.Input;
    }

    public override long Flops(NodeContext node) => 2L * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(
        Forward(), "Forward", [node.X, Operand.Parameter(node.Parameter(0).Id), node.Y], node.Input.Size,
        $"{Notation.Of(node.Output.Name)} = {Notation.Of(node.Input.Name)} where {Notation.Of(node.Input.Name)} > 0, else {Notation.Of(node.Parameter(0).Symbol)} {Notation.Of(node.Input.Name)}"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient && !node.Trains(0))
            return;
        var (x, dy, a) = (Notation.Of(node.Input.Name), Notation.Gradient(node.Output.Name), node.Parameter(0));
        var parts = new Operand(OperandKind.RowGradient, a.Id);

        // (1) dx and each row's part of (2), in one pass over dy and x
        calls.Blocks.Add(new KernelCall(
            Backward(node.Input.Size), "Backward", [node.Dy, node.X, Operand.Parameter(a.Id), parts.Written, node.Dx], 1,
            $"d{x} = {dy} where {x} > 0, else {Notation.Of(a.Symbol)} {dy};  each row's Σ {dy} {x} where {x} ≤ 0"));

        // (2) da, summed over the rows
        if (!node.Trains(0))
            return;
        calls.Parameters.Add(new KernelCall(
            new LibraryKernel("LaneBlocks"), "AddLaneSums", [parts, Operand.ParameterGradient(a.Id)], 1, $"{Notation.Gradient(a.Symbol)} = Σ over the rows"));
    }

    private static LaneKernel Forward() => new("PReLU",
    [
        new LaneMethod("Forward", "y = x where x > 0, else a x", [new("x", 1), new("a", 0), new("y", 1)],
        [
            new Let("xv", new Feature("x", 0)),
            new Store("y", 0, IfGreater(new Variable("xv"), 0, new Variable("xv"), new Scalar("a", 0) * new Variable("xv"))),
        ]),
    ]);

    private static LaneKernel Backward(int size) => new($"PReLU{size}",
    [
        new LaneMethod("Backward", "dx = dy where x > 0, else a dy; da = Σ dy x where x ≤ 0", [new("dy", size), new("x", size), new("a", 0), new("da", 1), new("dx", size)],
        [
            new Let("sum", 0f),
            new Loop("i", 0, size,
            [
                new Let("xv", new Feature("x", "i")),
                new Let("dyv", new Feature("dy", "i")),
                new Set("sum", new Variable("sum") + IfGreater(new Variable("xv"), 0, 0, new Variable("dyv") * new Variable("xv"))),
                new Store("dx", "i", new Variable("dyv") * IfGreater(new Variable("xv"), 0, 1, new Scalar("a", 0))),
            ]),
            new Store("da", 0, new Variable("sum")),
        ]),
    ]);
}
