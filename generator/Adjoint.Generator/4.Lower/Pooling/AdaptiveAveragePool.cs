using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Average pooling to a given size: means over bins.</summary>
internal sealed class AdaptiveAveragePoolLowering : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(new KernelCall(KernelOf(node), "Forward", [node.X, node.Y], node.Input.Shape.Sizes[0], [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(new KernelCall(KernelOf(node), "Backward", [node.Dy, node.Dx], node.Input.Shape.Sizes[0], [node.OfInput(0)]));
    }

    private static LaneKernel KernelOf(NodeContext node)
    {
        var (x, y) = (node.Input.Shape.Sizes, node.Output.Shape.Sizes);
        return MeanWindows.KernelOf(
            $"AdaptiveAveragePool{x[1]}x{x[2]}To{y[1]}x{y[2]}", new Windows(BinAxis.Of(x[1], y[1]), BinAxis.Of(x[2], y[2])), countsPadding: false);
    }
}
