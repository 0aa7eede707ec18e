using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Normalise;

/// <summary>Along one axis, what a transposed convolution makes: of <see cref="Full"/> positions those from <see cref="Begin"/> on, <see cref="Count"/> of them.</summary>
/// <param name="Kernel">The positions that an input reaches.</param>
/// <param name="Stride">The distance from what one input reaches to what the next does.</param>
/// <param name="Dilation">The distance from one position of the kernel to the next.</param>
/// <param name="Full">The positions that any input reaches.</param>
/// <param name="Begin">The first position that is kept.</param>
/// <param name="Count">The positions that are kept; some after the last that an input reaches.</param>
internal sealed record TransposedWindow(long Kernel, long Stride, long Dilation, long Full, long Begin, long Count)
{
    public static TransposedWindow[] Of(Operation node, long[] kernel)
    {
        var dims = node.Input(0).Dims;
        var axes = kernel.Length;
        if (axes != dims.Length - 2)
            throw new ImportException($"its kernel has {axes} axes, and its input [{Sizes.Text(dims)}] {dims.Length - 2} after the channels");
        var (strides, dilations, pads) = (node.Attributes.Ints("strides", axes), node.Attributes.Ints("dilations", axes), node.Attributes.Ints("pads", 2 * axes));
        var (more, shape, auto) = (node.Attributes.Ints("output_padding", axes), node.Attributes.Ints("output_shape"), node.Attributes.Text("auto_pad", "NOTSET"));
        if (shape?.Length < axes)
            throw new ImportException($"its output_shape has {shape.Length} numbers, and {axes} are needed");
        return [.. kernel.Select((size, i) =>
        {
            var (stride, dilation, extra) = (strides?[i] ?? 1, dilations?[i] ?? 1, more?[i] ?? 0);
            if (stride < 1 || dilation < 1 || size < 1)
                throw new ImportException("a size of its windows is out of range");
            var full = checked((dims[i + 2] - 1) * stride + dilation * (size - 1) + 1);
            long? wanted = shape is not null ? shape[shape.Length - axes + i] : auto.StartsWith("SAME", StringComparison.Ordinal) ? dims[i + 2] * stride : null;
            if (wanted is not { } count)
                return new TransposedWindow(size, stride, dilation, full, pads?[i] ?? 0, full + extra - (pads?[i] ?? 0) - (pads?[i + axes] ?? 0));
            var surplus = Math.Max(0, full + extra - count);
            return new TransposedWindow(size, stride, dilation, full, auto == "SAME_UPPER" ? surplus / 2 : surplus - surplus / 2, count);
        })];
    }
}
