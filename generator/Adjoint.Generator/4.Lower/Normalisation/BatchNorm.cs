using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Batch normalisation: every sum over the batch first over the positions of a row, by blocks, and then over the rows, where all blocks meet.</summary>
/// <param name="layer">The operator.</param>
internal sealed class BatchNormLowering(BatchNorm layer) : Lowering
{
    private static readonly LibraryKernel Library = new("BatchNorm");

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var x = node.x();
        calls.Add(new KernelCall(
            LanesOf(node), "Moments", [node.X, Moments(node).Written], 1, [Equation.Remark($"mean and Σ ({x} − mean)² over the positions of each row and channel")]));
        calls.Add(new KernelCall(
            Library, "Statistics", [Moments(node), .. Parameters(node).Take(2), .. Parameters(node).Skip(2).Select(static p => p.Written), Statistics(node).Written], 1,
            [Equation.Remark($"μ, σ² of {x} over all rows; the running statistics follow")], Timing: Timing.Meeting)
        {
            Arguments = OverRows(node, 6, [new CallArgument.Number(Positions(node)), Epsilon, new CallArgument.Real(layer.Options.Momentum)]),
        });
        calls.Add(new KernelCall(LanesOf(node), "Affine", [node.X, Statistics(node), node.Y], 1, [node.OfOutput], InPlace: true));
    }

    public override void Predict(NodeContext node, ICollection<KernelCall> calls)
    {
        calls.Add(new KernelCall(Library, "Fold", [.. Parameters(node), Affine(node).Written], 1, [Equation.Remark("a = γ/√(σ² + ε), β and μ, from the running statistics")])
        {
            Arguments = [.. Addresses(5), new CallArgument.Number(Channels(node)), Epsilon],
        });
        calls.Add(new KernelCall(
            LanesOf(node), "Affine", [node.X, Affine(node), node.Y], 1, [new Equation(node.y, $"a ({node.x()} − μ) + β for each channel")], InPlace: true));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var dy = node.dy;
        calls.Blocks.Add(new KernelCall(
            LanesOf(node), "GradientMoments", [node.Dy, node.X, Statistics(node), GradientMoments(node).Written], 1,
            [Equation.Remark($"Σ {dy} and Σ {dy} (x − μ) over the positions of each row and channel")]));
        if (node.Trains(0))
        {
            calls.Parameters.Add(new KernelCall(
                Library, "ParameterGradients", [GradientMoments(node), Statistics(node), node.DTensor(0), node.DTensor(1)], 1, [node.OfParameter(1), node.OfParameter(0)])
            {
                Arguments = [.. Addresses(4), new CallArgument.Number(Channels(node)), new CallArgument.Rows(), new CallArgument.Accumulate(), new CallArgument.Slice()],
            });
        }
        if (!node.NeedsInputGradient)
            return;
        calls.Blocks.Add(new KernelCall(
            Library, "GradientStatistics", [GradientMoments(node), Statistics(node), GradientStatistics(node).Written], 1,
            [Equation.Remark("a = γ/√(σ² + ε), p = −a dγ/(N √(σ² + ε)), q = −a dβ/N for each channel")], Timing: Timing.Meeting)
        {
            Arguments = OverRows(node, 3, [new CallArgument.Number(Positions(node))]),
        });
        calls.Blocks.Add(new KernelCall(
            LanesOf(node), "Backward", [node.Dy, node.X, GradientStatistics(node), new(OperandKind.RowMask, 0), node.Dx], 1, [node.OfInput(0)], InPlace: true));
    }

    private CallArgument Epsilon => new CallArgument.Real(layer.Options.Epsilon);

    private static IEnumerable<CallArgument> Addresses(int count) => Enumerable.Range(0, count).Select(static i => new CallArgument.Address(i));

    /// <summary>The arguments of what is computed once from all rows.</summary>
    private static EquatableArray<CallArgument> OverRows(NodeContext node, int operands, IEnumerable<CallArgument> numbers) =>
        [.. Addresses(operands), new CallArgument.Number(Channels(node)), .. numbers, new CallArgument.Rows(), new CallArgument.Meeting(), new CallArgument.Slice()];

    /// <summary>Sums over the positions of each channel, still to be summed over the rows.</summary>
    private static Operand Moments(NodeContext node) => Declared(node, "", "Moments", "", BatchNormLanes.Moments(Positions(node)), Extent.Row);

    /// <summary>The same of the output's gradient.</summary>
    private static Operand GradientMoments(NodeContext node) => Declared(node, "d", "Moments", "", BatchNormLanes.GradientMoments, Extent.Row);

    /// <summary>What all rows together say of each channel, and how it is normalised.</summary>
    private static Operand Statistics(NodeContext node) =>
        Declared(node, "", "Statistics", "factor, summand, mean, what its rounding left out, 1/deviation ", BatchNormLanes.Statistics, Extent.Batch);

    /// <summary>The same of the output's gradient.</summary>
    private static Operand GradientStatistics(NodeContext node) => Declared(node, "d", "Statistics", "a, p, q, mean ", BatchNormLanes.GradientStatistics, Extent.Batch);

    /// <summary>How prediction normalises each channel, the same for all rows.</summary>
    private static Operand Affine(NodeContext node) => Declared(node, "", "Affine", "factor, summand, mean ", BatchNormLanes.Affine, Extent.Chunk);

    private static Operand Declared(NodeContext node, string before, string name, string says, int each, Extent extent) => Operand.Of(
        new(before + node.Output.Name + name, $"{says}[{each}×{Channels(node)}]", each * Channels(node), extent), node.Output.Id);

    private static IEnumerable<Operand> Parameters(NodeContext node) => Enumerable.Range(0, 4).Select(node.Tensor);

    private static int Channels(NodeContext node) => node.Output.Shape.Sizes[0];

    private static int Positions(NodeContext node) => node.Output.Size / Channels(node);

    private static LaneKernel LanesOf(NodeContext node) => BatchNormLanes.Of(Channels(node), Positions(node));
}
