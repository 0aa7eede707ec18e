using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Convolutions with known weights.</summary>
internal static class Convolutions
{
    public static void Conv(Operation node, LayerBuilder to)
    {
        var (weight, bias) = (node.Constant(1, "its weight"), node.ConstantOrNull(2, "its bias"));
        var rank = weight.Rank - 2;
        if (rank > 3)
            throw new ImportException($"it has {rank} axes, and the language has convolutions over three at most");
        var (x, windows) = (Images.Of(node.Input(0), to), Window.Of(node, weight.Dims[2..]));
        var groups = (int)node.Attributes.Int("group", 1);
        if (groups < 1 || x.Shape[0] % groups != 0 || weight.Dims[0] % groups != 0 || weight.Dims[1] * groups != x.Shape[0])
            throw new ImportException($"its weight [{Sizes.Text(weight.Dims)}] does not fit {x.Shape[0]} channels in {groups} groups");
        var symmetric = windows.Select(static w => w.Symmetric()).ToList();
        (string, object)[] padding;
        if (symmetric.All(static w => w is not null))
            padding = Build.PerAxis("Padding", [.. symmetric.Select(static w => w!.Before)], 0);
        else if (rank > 1 && windows.All(static w => w.Stride == 1 && w.Before == (w.Extent - 1) / 2 && w.After == w.Extent / 2))
            padding = [("Same", true)];
        else
            (x, padding) = (Padding.Around(x, [.. windows.Select(static w => (w.Before, w.After))], 0), []);
        to.Set(node.Output, new Layer($"Conv{rank}D", [x], [(int)weight.Dims[0], .. windows.Select(static w => (int)w.Count)])
        {
            Arguments = [(int)weight.Dims[0]],
            Options =
            [
                .. Build.PerAxis("Kernel", [.. windows.Select(static w => w.Kernel)], null), .. Build.PerAxis("Stride", [.. windows.Select(static w => w.Stride)], 1), .. padding,
                .. Build.PerAxis("Dilation", [.. windows.Select(static w => w.Dilation)], 1), .. groups == 1 ? ((string, object)[])[] : [("Groups", groups)],
                .. bias is null ? ((string, object)[])[("Bias", false)] : [],
            ],
            Tensors = bias is null ? [("weight", weight)] : [("weight", weight), ("bias", bias)],
            Origins = Layer.OriginsOf(node.Input(1), node.InputOrNull(2)),
        });
    }

    /// <summary>A transposed convolution over one or two axes. Padding that the language does not have is cut off afterwards.</summary>
    public static void ConvTranspose(Operation node, LayerBuilder to)
    {
        var (weight, bias) = (node.Constant(1, "its weight"), node.ConstantOrNull(2, "its bias"));
        if (weight.Rank is not (3 or 4))
            throw new ImportException($"it has {weight.Rank - 2} axes, and the language has transposed convolutions over height and width");
        var (x, groups) = (Images.Of(node.Input(0), to), (int)node.Attributes.Int("group", 1));
        if (groups < 1 || weight.Dims[0] != x.Shape[0] || x.Shape[0] % groups != 0)
            throw new ImportException($"its weight [{Sizes.Text(weight.Dims)}] does not fit {x.Shape[0]} channels in {groups} groups");
        var windows = TransposedWindow.Of(node, weight.Dims[2..]);
        if (windows.Length == 1)
        {
            // A sequence is an image of height 1.
            windows = [new TransposedWindow(1, 1, 1, 1, 0, 1), windows[0]];
            (x, weight) = (Build.Reshape(x, [x.Shape[0], 1, x.Shape[1]]), weight.As(weight.Dims[0], weight.Dims[1], 1, weight.Dims[2]));
        }
        var paddings = windows.Select(static w => Math.Max(0, Math.Min(w.Begin, w.Full - w.Begin - w.Count))).ToArray();
        var most = windows.Min(static w => Math.Max(w.Stride, w.Dilation)) - 1;
        var extra = Math.Min(most, windows.Zip(paddings, static (w, p) => Math.Max(0, w.Begin + w.Count - (w.Full - p))).Max());
        var made = windows.Zip(paddings, (w, p) => w.Full - 2 * p + extra).ToArray();
        if (windows.Where((w, i) => w.Begin - paddings[i] < 0 || w.Begin - paddings[i] + w.Count > made[i]).Any())
            throw new ImportException("its output reaches further than any input does");
        var channels = (int)weight.Dims[1] * groups;
        var layer = new Layer("ConvTranspose2D", [x], [channels, .. made.Select(static size => (int)size)])
        {
            Arguments = [channels],
            Options =
            [
                .. Build.PerAxis("Kernel", [.. windows.Select(static w => w.Kernel)], null), .. Build.PerAxis("Stride", [.. windows.Select(static w => w.Stride)], 1),
                .. Build.PerAxis("Padding", paddings, 0), .. Build.PerAxis("Dilation", [.. windows.Select(static w => w.Dilation)], 1),
                .. extra == 0 ? ((string, object)[])[] : [("OutputPadding", (int)extra)], .. groups == 1 ? ((string, object)[])[] : [("Groups", groups)],
                .. bias is null ? ((string, object)[])[("Bias", false)] : [],
            ],
            Tensors = bias is null ? [("weight", weight)] : [("weight", weight), ("bias", bias)],
            Origins = Layer.OriginsOf(node.Input(1), node.InputOrNull(2)),
        };
        for (var i = 0; i < windows.Length; i++)
            layer = Build.Slice(layer, i + 1, windows[i].Begin - paddings[i], windows[i].Count);
        to.Set(node.Output, layer);
    }
}
