using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>Windows and padding as ONNX writes them.</summary>
internal static class OnnxPadding
{
    /// <summary>Adds the padding of a value's axes behind the rows. ONNX has no periodic one before opset 19: that is made of the value's own ends.</summary>
    public static string Add(OnnxContext node, string x, EquatableArray<PadAxis> axes, int mode, double value)
    {
        if (axes.All(static a => a.Before == 0 && a.After == 0))
            return x;
        if (mode == Pad.Circular)
        {
            for (var i = 0; i < axes.Count; i++)
            {
                var (axis, size) = (i + 1, axes[i].Size);
                List<string> parts = [x];
                if (axes[i].Before > 0)
                    parts.Insert(0, node.Slice(x, axis, size - axes[i].Before, size));
                if (axes[i].After > 0)
                    parts.Add(node.Slice(x, axis, 0, axes[i].After));
                x = parts.Count == 1 ? x : node.Concat(axis, [.. parts]);
            }
            return x;
        }
        var pads = node.Integers([0, .. axes.Select(static a => a.Before), 0, .. axes.Select(static a => a.After)]);
        return node.Add("Pad", mode == Pad.Constant ? [x, pads, node.Number(value)] : [x, pads], new OnnxAttribute("mode", mode switch { Pad.Reflect => "reflect", Pad.Replicate => "edge", _ => "constant" }));
    }

    /// <summary>The mean over neighbouring channels in each position, of which those that are not there count as 0: [N, 1, channels, positions].</summary>
    public static string MeanOfChannels(OnnxContext node, string x, int before, int behind) => node.Add(
        "AveragePool", [node.Reshape(x, [1, node.Out.Sizes[0], -1])],
        new("kernel_shape", [before + behind + 1, 1]), new("pads", [before, 0, behind, 0]), new("count_include_pad", 1L));

    /// <summary>The windows of a convolution.</summary>
    public static IEnumerable<OnnxAttribute> Windows(ConvOptions options, int rank) =>
    [
        new("kernel_shape", Enumerable.Range(0, rank).Select(options.Kernel.Along)), new("strides", Enumerable.Range(0, rank).Select(options.Stride.Along)),
        new("dilations", Enumerable.Range(0, rank).Select(options.Dilation.Along)), new("group", (long)options.Groups),
    ];

    /// <summary>The windows of a pooling.</summary>
    public static IEnumerable<OnnxAttribute> Windows(IReadOnlyList<WindowAxis> axes) =>
        [new("kernel_shape", axes.Select(static a => a.Kernel)), new("strides", axes.Select(static a => a.Stride))];

    /// <summary>The padding before the first position and as far behind the last as the last window reaches.</summary>
    public static OnnxAttribute Reaching(IReadOnlyList<WindowAxis> axes) => Reaching(axes, axes);

    /// <summary>The same for as many windows as other axes have.</summary>
    public static OnnxAttribute Reaching(IReadOnlyList<WindowAxis> axes, IReadOnlyList<WindowAxis> windows) => new(
        "pads", [.. axes.Select(static a => a.Padding), .. axes.Select((a, i) => Math.Max(0, (windows[i].Windows - 1) * a.Stride + a.Extent - a.Padding - a.Size))]);
}
