using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Operators;

/// <summary>The options of a convolution along one axis, as they were declared: each from its list, if there is one, else from the number for all axes.</summary>
internal sealed record ConvOptions(int Kernel, int Stride, int Pad, int Dilation)
{
    public static ConvOptions Of(AttributeUse use, int axis) =>
        new(Value(use, "Kernel", axis, 0), Value(use, "Stride", axis, 1), Value(use, "Padding", axis, 0), Value(use, "Dilation", axis, 1));

    /// <summary>The positions that the kernel reaches over.</summary>
    public long Reach => (long)Dilation * (Kernel - 1) + 1;

    private static int Value(AttributeUse use, string option, int axis, int otherwise) =>
        use.Ints(option + "s") is { IsEmpty: false } list ? list[axis] : use.Int(option, otherwise);

    /// <summary>The geometry of a convolution whose options are in order; with Same, the padding that keeps the size.</summary>
    public static EquatableArray<ConvAxis> Axes(AttributeUse use, TensorShape input) => Enumerable.Range(0, input.Rank - 1).Select(i =>
    {
        var (options, pad) = (Of(use, i), Padded(use, input, i));
        var output = (int)((pad.Before + pad.Size + (long)pad.After - options.Reach) / options.Stride) + 1;
        return PadsFirst(use)
            ? new ConvAxis(pad.Before + pad.Size + pad.After, output, options.Kernel, options.Stride, options.Dilation, 0)
            : new ConvAxis(pad.Size, output, options.Kernel, options.Stride, options.Dilation, pad.Before);
    }).ToEquatableArray();

    /// <summary>Whether the input is padded with its own values, before a convolution that then needs no padding.</summary>
    public static bool PadsFirst(AttributeUse use) => use.Int("PaddingMode") != 0;

    /// <summary>The padding of the input along its axes.</summary>
    public static EquatableArray<PadAxis> Padding(AttributeUse use, TensorShape input) =>
        Enumerable.Range(0, input.Rank - 1).Select(i => Padded(use, input, i)).ToEquatableArray();

    private static PadAxis Padded(AttributeUse use, TensorShape input, int axis)
    {
        var options = Of(use, axis);
        var (size, total) = (input.Sizes[axis + 1], (int)options.Reach - 1);
        return use.Bool("Same") ? new PadAxis(size, total / 2, total - total / 2) : new PadAxis(size, options.Pad, options.Pad);
    }
}
