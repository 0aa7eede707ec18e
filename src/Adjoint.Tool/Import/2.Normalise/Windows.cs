using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Normalise;

/// <summary>How the windows of a convolution or a pooling are placed along one axis.</summary>
/// <param name="Size">The positions of the input.</param>
/// <param name="Kernel">The positions of a window.</param>
/// <param name="Stride">The distance from one window to the next.</param>
/// <param name="Before">The positions added before the input.</param>
/// <param name="After">The positions added after it.</param>
/// <param name="Dilation">The distance from one position of a window to the next.</param>
/// <param name="IsCeiling">Whether a last window may reach over the end.</param>
internal sealed record Window(long Size, long Kernel, long Stride, long Before, long After, long Dilation, bool IsCeiling)
{
    /// <summary>From the first position of a window to the last, both counted.</summary>
    public long Extent => Dilation * (Kernel - 1) + 1;

    /// <summary>The number of windows.</summary>
    public long Count
    {
        get
        {
            var room = Size + Before + After - Extent;
            if (room < 0)
                throw new ImportException($"its windows of {Extent} positions do not fit into {Size + Before + After}");
            var count = (room + (IsCeiling ? Stride - 1 : 0)) / Stride + 1;
            // A window that begins behind the input and what stands before it has nothing to see.
            return IsCeiling && (count - 1) * Stride >= Size + Before ? count - 1 : count;
        }
    }

    /// <summary>
    /// The same windows with as much after the input as before it, where that changes nothing: exporters write asymmetric pads whose surplus no window reads. Null where there is no such padding.
    /// </summary>
    public Window? Symmetric()
    {
        if (Before == After)
            return this;
        var same = this with { After = Before };
        return Size + 2 * Before >= Extent && same.Count == Count ? same : null;
    }

    /// <summary>The windows of a node along each axis after the channels.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kernel">The kernel where the node does not say it.</param>
    public static Window[] Of(Operation node, long[]? kernel = null)
    {
        var dims = node.Input(0).Dims;
        var sizes = node.Attributes.Ints("kernel_shape") ?? kernel ?? throw new ImportException("it does not say its kernel_shape");
        if (sizes.Length != dims.Length - 2)
            throw new ImportException($"its kernel has {sizes.Length} axes, and its input [{Sizes.Text(dims)}] {dims.Length - 2} after the channels");
        var (strides, dilations, pads) = (node.Attributes.Ints("strides", sizes.Length), node.Attributes.Ints("dilations", sizes.Length), node.Attributes.Ints("pads", 2 * sizes.Length));
        var (auto, isCeiling) = (node.Attributes.Text("auto_pad", "NOTSET"), node.Attributes.Flag("ceil_mode"));
        return [.. sizes.Select((size, i) =>
        {
            var window = new Window(dims[i + 2], size, strides?[i] ?? 1, pads?[i] ?? 0, pads?[i + sizes.Length] ?? 0, dilations?[i] ?? 1, isCeiling);
            if (window.Kernel < 1
                || window.Stride < 1
                || window.Dilation < 1
                || window.Kernel > int.MaxValue
                || window.Dilation > int.MaxValue
                || window.Before > int.MaxValue
                || window.After > int.MaxValue)
                throw new ImportException("a size of its windows is out of range");
            return auto switch
            {
                "SAME_UPPER" or "SAME_LOWER" => window.Same(isUpper: auto == "SAME_UPPER"),
                "VALID" => window with { Before = 0, After = 0 },
                _ => window,
            };
        })];
    }

    /// <summary>With as many windows as the input has strides; an odd position goes after the input, or before it.</summary>
    private Window Same(bool isUpper)
    {
        var total = Math.Max(0, ((Size + Stride - 1) / Stride - 1) * Stride + Extent - Size);
        return this with { Before = isUpper ? total / 2 : (total + 1) / 2, After = isUpper ? (total + 1) / 2 : total / 2 };
    }
}
