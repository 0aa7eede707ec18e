using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A transposed convolution: the convolution from its outputs to its inputs, the other way round.</summary>
/// <param name="layer">The operator.</param>
internal sealed class ConvTransposeLowering(ConvTranspose2D layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(
        KernelOf(node), "Transposed", [node.X, .. Enumerable.Range(0, node.ParameterCount).Select(node.Tensor), node.Y], 1, [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var kernel = KernelOf(node);
        if (node.NeedsInputGradient)
            calls.Blocks.Add(new KernelCall(kernel.WithoutBias, "Forward", [node.Dy, node.Tensor(0), node.Dx], 1, [node.OfInput(0)]));
        if (node.Trains(0))
            calls.Parameters.Add(new KernelCall(kernel, "WeightGradient", [node.Dy, node.X, node.DTensor(0)], 1, [node.OfParameter(0)]));
        if (node.Trains(1))
            calls.Parameters.Add(new KernelCall(kernel, "TransposedBiasGradient", [node.Dy, node.DTensor(1)], 1, [node.OfParameter(1)]));
    }

    /// <summary>The convolution from outputs to inputs.</summary>
    private ConvKernel KernelOf(NodeContext node) => new(
        node.Output.Shape.Sizes[0], node.Input.Shape.Sizes[0], layer.Options.Groups, layer.Axes(node.Input.Shape), node.HasParameter(1));
}
