using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Lower;

/// <summary>
/// The order of a convolution's loops over lane blocks. An output is a sum over channels and taps; what its sum reads, the window, is read again by each
/// tile of output channels and, for the most part, by the next position.
/// <para>
/// The rule: (1) where the window of two blocks is larger than half of the first cache, the channels are summed in slices whose windows are not, and a row of
/// outputs is read back and added to; (2) where a slice's weights for all outputs are larger than the first cache, a tile of outputs takes all positions of a
/// row before the next tile, so that its own weights stay.
/// </para>
/// </summary>
/// <param name="Slice">The channels in a slice.</param>
/// <param name="TileOutside">Whether the tiles of outputs are outside of the positions of a row.</param>
internal sealed record ConvBlocking(int Slice, bool TileOutside)
{
    private const int MostWindow = 16 << 10;
    private const int MostWeights = 24 << 10;

    /// <summary>Two lane blocks of one feature.</summary>
    private const int BytesOfFeature = 2 * LaneBlock.Rows * sizeof(float);

    /// <summary>The order for one direction of a convolution.</summary>
    public static ConvBlocking Of(ConvKernel kernel, bool transposed)
    {
        if (kernel.IsDepthwise)
            return new ConvBlocking(1, false);
        var (inputs, outputs) = (kernel.In / kernel.Groups, kernel.Out / kernel.Groups);
        return transposed ? Of(outputs, kernel.Taps, inputs) : Of(inputs, kernel.Taps, outputs);
    }

    /// <summary>
    /// Whether a product may have an epilogue. Where channels are summed in slices, the target holds what the slices so far have summed: what lay there before
    /// is gone when the epilogue comes, but for a plain addition, which the first slice begins with.
    /// </summary>
    public static bool Allows(WeightedKernel product, string method, Epilogue epilogue) =>
        !epilogue.ReadsTarget || epilogue.OnlyAccumulates || product is not ConvKernel kernel
        || Of(kernel, transposed: method != "Forward").Slice == (method == "Forward" ? kernel.In : kernel.Out) / kernel.Groups;

    /// <summary>The order for a sum over so many channels, each with some taps, for so many outputs.</summary>
    private static ConvBlocking Of(int channels, int taps, int outputs)
    {
        var most = Math.Max(1, MostWindow / (taps * BytesOfFeature));
        var count = (channels + most - 1) / most;
        var slice = (channels + count - 1) / count;
        return new ConvBlocking(slice, slice * taps * outputs * sizeof(float) > MostWeights);
    }
}
