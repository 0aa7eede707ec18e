using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Recognise;

/// <summary>Sums with a vector after a product or a convolution: a layer's bias.</summary>
internal static class Affine
{
    public static Operation? Linear(Operation node, Makers makers)
    {
        for (var i = 0; i < 2; i++)
        {
            if (makers.Of(node.Input(i), "MatMul") is { } product
                && product.Input(1) is { Constant: { Rank: 2 } weight, IsComputed: false }
                && node.Input(1 - i) is { Constant: { } bias, IsComputed: false } vector
                && IsAlong(bias, bias.Rank - 1, (int)weight.Dims[1])
                && node.Output.Rank == product.Output.Rank)
                return Recogniser.Replace(node, "Linear", [product.Input(0), product.Input(1), vector]);
        }
        return null;
    }

    public static Operation? ConvolutionBias(Operation node, Makers makers)
    {
        for (var i = 0; i < 2; i++)
        {
            if (makers.Of(node.Input(i), "Conv", "ConvTranspose") is not { } convolution
                || convolution.InputOrNull(2) is not null
                || node.Input(1 - i) is not { Constant: { } bias, IsComputed: false } vector)
                continue;
            var (channels, axes) = ((int)node.Output.Dims[1], node.Output.Rank - 2);
            if (!IsAlong(bias, bias.Rank - 1 - axes, channels) || node.Output.Rank != convolution.Output.Rank)
                continue;
            var flat = new Value(vector.Name) { Constant = bias.As(channels), Shape = [channels], Type = vector.Type, Origin = vector.Origin };
            return new Operation(convolution.Type, convolution.Name, convolution.Version, convolution.Attributes, [convolution.Input(0), convolution.Input(1), flat], [node.Output]);
        }
        return null;
    }

    /// <summary>Whether a tensor has this number of numbers, all along one axis.</summary>
    private static bool IsAlong(Tensor tensor, int axis, int count) => axis >= 0 && tensor.Count == count && tensor.Dims[axis] == count;
}
