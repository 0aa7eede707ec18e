using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Batch normalisation: every sum over the batch first over the positions of a row, by blocks, and then over the rows, where all blocks meet.</summary>
/// <param name="layer">The operator.</param>
internal sealed class BatchNormLowering(BatchNorm layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (x, id) = (node.x(), node.Output.Id);
        calls.Add(new KernelCall(
            LanesOf(node), "Moments", [node.X, Operand.Moments(id).Written], 1, [Equation.Remark($"mean and Σ ({x} − mean)² over the positions of each row and channel")]));
        calls.Add(new KernelCall(
            KernelOf(node), "Statistics",
            [Operand.Moments(id), .. Parameters(node).Take(2), .. Parameters(node).Skip(2).Select(static p => p.Written), Operand.Statistics(id).Written], 1,
            [Equation.Remark($"μ, σ² of {x} over all rows; the running statistics follow")], Timing: Timing.Meeting));
        calls.Add(new KernelCall(LanesOf(node), "Affine", [node.X, Operand.Statistics(id), node.Y], 1, [node.OfOutput], InPlace: true));
    }

    public override void Predict(NodeContext node, ICollection<KernelCall> calls)
    {
        calls.Add(new KernelCall(
            KernelOf(node), "Fold", [.. Parameters(node), Operand.Affine(node.Output.Id).Written], 1, [Equation.Remark("a = γ/√(σ² + ε), β and μ, from the running statistics")]));
        calls.Add(new KernelCall(
            LanesOf(node), "Affine", [node.X, Operand.Affine(node.Output.Id), node.Y], 1, [new Equation(node.y, $"a ({node.x()} − μ) + β for each channel")], InPlace: true));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var (dy, id) = (node.dy, node.Output.Id);
        calls.Blocks.Add(new KernelCall(
            LanesOf(node), "GradientMoments", [node.Dy, node.X, Operand.Statistics(id), Operand.GradientMoments(id).Written], 1,
            [Equation.Remark($"Σ {dy} and Σ {dy} (x − μ) over the positions of each row and channel")]));
        if (node.Trains(0))
        {
            calls.Parameters.Add(new KernelCall(
                KernelOf(node), "ParameterGradients", [Operand.GradientMoments(id), Operand.Statistics(id), node.DTensor(0), node.DTensor(1)], 1,
                [node.OfParameter(1), node.OfParameter(0)]));
        }
        if (!node.NeedsInputGradient)
            return;
        calls.Blocks.Add(new KernelCall(
            KernelOf(node), "GradientStatistics", [Operand.GradientMoments(id), Operand.Statistics(id), Operand.GradientStatistics(id).Written], 1,
            [Equation.Remark("a = γ/√(σ² + ε), p = −a dγ/(N √(σ² + ε)), q = −a dβ/N for each channel")], Timing: Timing.Meeting));
        calls.Blocks.Add(new KernelCall(
            LanesOf(node), "Backward", [node.Dy, node.X, Operand.GradientStatistics(id), new(OperandKind.RowMask, 0), node.Dx], 1, [node.OfInput(0)], InPlace: true));
    }

    private static IEnumerable<Operand> Parameters(NodeContext node) => Enumerable.Range(0, 4).Select(i => Operand.Parameter(node.Parameter(i).Id));

    private static int Channels(NodeContext node) => node.Output.Shape.Sizes[0];

    private static int Positions(NodeContext node) => node.Output.Size / Channels(node);

    private BatchNormKernel KernelOf(NodeContext node) =>
        new(Channels(node), Positions(node), layer.Options.Epsilon, layer.Options.Momentum);

    private static LaneKernel LanesOf(NodeContext node) => BatchNormLanes.Of(Channels(node), Positions(node));
}
