using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Average pooling of [channels, height, width] to a given height and width: along an axis of n positions and o bins, bin i is the mean of the positions
/// from <c>⌊i n / o⌋</c> to <c>⌈(i + 1) n / o⌉ − 1</c>. Bins overlap by a position where o does not divide n.
/// <para>Gradient: (1) dxᵢ = Σ_{o: i in o} dy_o / n_o, n_o the size of bin o. Backward reads nothing.</para>
/// <para>Semantics: PyTorch's AdaptiveAvgPool2d.</para>
/// </summary>
internal sealed record AdaptiveAveragePool2D(AdaptivePoolOptions Options) : Operator
{
    public override string Name => "AdaptiveAveragePool2D";

    public override bool IsLinear => true;

    public override string Symbol => "p";

    public override TensorShape? Infer(ShapeContext context)
    {
        if (!Axes.RequireImage(context, Name, 2))
            return null;
        var bins = Options.Size;
        if (bins.Count is not (1 or 2))
        {
            context.Report(Rules.ValueOutOfRange, "size", $"The number of sizes of '{context.NodeName}'", "1 or 2, for height and width", bins.Count);
            return null;
        }
        for (var i = 0; i < bins.Count; i++)
        {
            if (bins[i] >= 1)
                continue;
            context.ReportElement(Rules.ValueOutOfRange, "size", i, $"A size of '{context.NodeName}'", "at least 1", bins[i]);
            return null;
        }
        return new([context.Input.Sizes[0], bins[0], bins[bins.Count - 1]]);
    }

    public override long Flops(NodeContext node) => Math.Max(node.Input.Size, node.Output.Size);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(
        KernelOf(node), "Forward", [node.X, node.Y], node.Input.Shape.Sizes[0], $"{Notation.Of(node.Output.Name)} = mean {Notation.Of(node.Input.Name)} over the bins"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1) dx = Σ dy / n
        if (node.NeedsInputGradient)
        {
            calls.Blocks.Add(new KernelCall(
                KernelOf(node), "Backward", [node.Dy, node.Dx], node.Input.Shape.Sizes[0],
                $"{Notation.Gradient(node.Input.Name)} = Σ {Notation.Gradient(node.Output.Name)} / n over the bins of each position"));
        }
    }

    private static LaneKernel KernelOf(NodeContext node)
    {
        var (x, y) = (node.Input.Shape.Sizes, node.Output.Shape.Sizes);
        return MeanWindows.KernelOf(
            $"AdaptiveAveragePool{x[1]}x{x[2]}To{y[1]}x{y[2]}", new Windows(BinAxis.Of(x[1], y[1]), BinAxis.Of(x[2], y[2])), countsPadding: false);
    }
}
