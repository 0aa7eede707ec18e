using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>The sizes of a convolution whose options are in order.</summary>
internal static class ConvGeometry
{
    /// <summary>Its axes; with Same or Causal, with the padding that keeps the size.</summary>
    public static EquatableArray<ConvAxis> Axes(ConvOptions options, TensorShape input) => Padding(options, input).Select((pad, i) =>
    {
        var (kernel, stride, dilation) = (options.Kernel.Along(i), options.Stride.Along(i), options.Dilation.Along(i));
        var output = (int)((pad.Before + pad.Size + (long)pad.After - options.Reach(i)) / stride) + 1;
        return options.PadsFirst
            ? new ConvAxis(pad.Before + pad.Size + pad.After, output, kernel, stride, dilation, 0)
            : new ConvAxis(pad.Size, output, kernel, stride, dilation, pad.Before);
    }).ToEquatableArray();

    /// <summary>The padding of the input along its axes.</summary>
    public static EquatableArray<PadAxis> Padding(ConvOptions options, TensorShape input) => Enumerable.Range(0, input.Rank - 1).Select(i =>
    {
        var (size, total, padding) = (input.Sizes[i + 1], (int)options.Reach(i) - 1, options.Padding.Along(i));
        return options.Causal ? new PadAxis(size, total, 0) : options.Same ? new PadAxis(size, total / 2, total - total / 2) : new PadAxis(size, padding, padding);
    }).ToEquatableArray();
}
