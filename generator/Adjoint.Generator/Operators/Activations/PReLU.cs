using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Problems;
using static Adjoint.Generator.Lanes.Functions;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x</c> for x &gt; 0, else <c>a x</c> with one trainable a, or one for each channel, the first axis.
/// <para>
/// Gradients. (1) dx = dy for x &gt; 0, else a dy; the left side's at the kink x = 0, as in PyTorch.
/// (2) da = Σ dy x over all elements of a's with x ≤ 0. Backward reads the input.
/// </para>
/// <para>Tangent: ẏ = ẋ for x &gt; 0, else a ẋ + ȧ x.</para>
/// <para>Source: He, Zhang, Ren and Sun (2015).</para>
/// </summary>
internal sealed record PReLU(PReLUOptions Options) : Operator
{
    public override string Name => "PReLU";

    public override TensorShape? Infer(ShapeContext context)
    {
        const int quarter = 9;
        var (slopes, channels) = (Options.Slopes, context.Input.Sizes[0]);
        if (slopes != 1 && slopes != channels)
        {
            context.Report(
                Rules.ValueOutOfRange, "Slopes", $"The number of slopes of '{context.NodeName}'",
                FormattableString.Invariant($"1, or {channels} for the channels that {context.Source} gives ({context.Input})"), slopes);
            return null;
        }
        context.Parameter("weight", "a", new([slopes]), "Scale", quarter, 1, 1);
        return context.Input;
    }

    public override long Flops(NodeContext node) => 2L * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (x, y, a) = (Notation.Of(node.Input.Name), Notation.Of(node.Output.Name), Notation.Of(node.Parameter(0).Symbol));
        var slopes = node.Parameter(0).Length;
        calls.Add(new KernelCall(
            slopes == 1 ? Forward() : KernelOf(slopes, node.Input.Size / slopes), "Forward", [node.X, Operand.Parameter(node.Parameter(0).Id), node.Y],
            slopes == 1 ? node.Input.Size : 1, $"{y} = {x} where {x} > 0, else {a} {x}"));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient && !node.Trains(0))
            return;
        var (x, dy, a) = (Notation.Of(node.Input.Name), Notation.Gradient(node.Output.Name), node.Parameter(0));
        var parts = new Operand(OperandKind.RowGradient, a.Id);

        // (1) dx and each row's part of (2), in one pass over dy and x
        calls.Blocks.Add(new KernelCall(
            KernelOf(a.Length, node.Input.Size / a.Length), "Backward", [node.Dy, node.X, Operand.Parameter(a.Id), parts.Written, node.Dx], 1,
            $"d{x} = {dy} where {x} > 0, else {Notation.Of(a.Symbol)} {dy};  each row's Σ {dy} {x} where {x} ≤ 0"));

        // (2) da, summed over the rows
        if (!node.Trains(0))
            return;
        calls.Parameters.Add(new KernelCall(
            new LibraryKernel("LaneBlocks"), "AddLaneSums", [parts, Operand.ParameterGradient(a.Id)], 1, $"{Notation.Gradient(a.Symbol)} = Σ over the rows"));
    }

    public override int? Tangent(TangentContext node)
    {
        var (x, a, slopes) = (Formula.Variable(0), ParameterFormula.Parameter(0), Options.Slopes);
        return node.Chain("PReLU", IfGreater(x, 0, x, a * x), new ParameterPlaces(1, slopes, node.Size / slopes));
    }

    private static LaneKernel Forward() => new("PReLU",
    [
        new LaneMethod("Forward", "y = x where x > 0, else a x", [new("x", 1), new("a", 0), new("y", 1)],
        [
            new Let("xv", new Feature("x", 0)),
            new Store("y", 0, IfGreater(new Variable("xv"), 0, new Variable("xv"), new Scalar("a", 0) * new Variable("xv"))),
        ]),
    ]);

    /// <summary>The kernel for so many slopes, each with so many positions.</summary>
    private static LaneKernel KernelOf(int slopes, int positions)
    {
        var (size, xv, dyv, slope) = (slopes * positions, new Variable("xv"), new Variable("dyv"), new Variable("slope"));
        IEnumerable<Statement> Each(Func<Index, IEnumerable<Statement>> body) => slopes == 1 ? body(0) : Loops.For("c", slopes, body);
        return new(slopes == 1 ? $"PReLU{size}" : $"PReLU{slopes}x{positions}",
        [
            new LaneMethod("Forward", "y = x where x > 0, else a x", [new("x", size), new("a", 0), new("y", size)], [.. Each(c =>
            [
                new Let("slope", new Scalar("a", c)),
                .. Loops.For("i", positions, i =>
                [
                    new Let("xv", new Feature("x", c * positions + i)),
                    new Store("y", c * positions + i, IfGreater(xv, 0, xv, slope * xv)),
                ]),
            ])], Rows: true),
            new LaneMethod("Backward", "dx = dy where x > 0, else a dy; da = Σ dy x where x ≤ 0",
                [new("dy", size), new("x", size), new("a", 0), new("da", slopes), new("dx", size)], [.. Each(c =>
            [
                new Let("slope", new Scalar("a", c)),
                new Let("sum", 0f),
                .. Loops.For("i", positions, i =>
                [
                    new Let("xv", new Feature("x", c * positions + i)),
                    new Let("dyv", new Feature("dy", c * positions + i)),
                    new Set("sum", new Variable("sum") + IfGreater(xv, 0, 0, dyv * xv)),
                    new Store("dx", c * positions + i, dyv * IfGreater(xv, 0, 1, slope)),
                ]),
                new Store("da", c, new Variable("sum")),
            ])]),
        ]);
    }
}
