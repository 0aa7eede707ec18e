using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Operators;

/// <summary>The options of a convolution along one axis, as they were declared: each from its list, if there is one, else from the number for all axes.</summary>
internal sealed record ConvOptions(int Kernel, int Stride, int Padding, int Dilation)
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
        var (options, size) = (Of(use, i), input.Sizes[i + 1]);
        var padding = use.Bool("Same") ? (int)(options.Reach - 1) / 2 : options.Padding;
        var output = use.Bool("Same") ? size : (int)((size + 2L * padding - options.Reach) / options.Stride) + 1;
        return new ConvAxis(size, output, options.Kernel, options.Stride, options.Dilation, padding);
    }).ToEquatableArray();
}
