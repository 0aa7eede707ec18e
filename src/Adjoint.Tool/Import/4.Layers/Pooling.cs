using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Pooling over one, two or three axes.</summary>
internal static class Pooling
{
    public static void Max(Operation node, LayerBuilder to)
    {
        if (node.Outputs.Length > 1 && node.Outputs[1].Name.Length > 0 && to.IsRead(node.Outputs[1]))
            throw new ImportException("its second output, the positions of the maxima, is read");
        var windows = Window.Of(node);
        to.Set(node.Output, Pooled("MaxPool", Images.Of(node.Input(0), to), windows, MaxOf));
    }

    public static void Average(Operation node, LayerBuilder to)
    {
        var windows = Window.Of(node);
        if (windows.Any(static w => w.Dilation != 1))
            throw new ImportException("it has dilations, and the language has average pooling without");
        var counts = node.Attributes.Flag("count_include_pad");
        if (windows.Length == 3 && !counts && windows.Any(static w => w.Before + w.After > 0 || w.IsCeiling))
            throw new ImportException("it has three axes and padding that does not count");
        to.Set(node.Output, Pooled("AveragePool", Images.Of(node.Input(0), to), windows, (x, axes) => MeanOf(x, axes, counts, to)));
    }

    public static void GlobalAverage(Operation node, LayerBuilder to) => to.Set(node.Output, Global(Images.Of(node.Input(0), to), "Mean"));

    public static void GlobalMax(Operation node, LayerBuilder to) => to.Set(node.Output, Global(Images.Of(node.Input(0), to), "Max"));

    private static Layer Global(Layer x, string reduction) => (x.Shape.Count, reduction) switch
    {
        (2, "Mean") => new Layer("GlobalAveragePool1D", [x], [x.Shape[0]]),
        (3, "Mean") => new Layer("GlobalAveragePool2D", [x], [x.Shape[0]]),
        (3, _) => new Layer("GlobalMaxPool2D", [x], [x.Shape[0]]),
        _ => Build.Reduce(reduction, x, [.. Enumerable.Range(1, x.Shape.Count - 1)], keepsAxes: false),
    };

    /// <summary>Over three axes first height and width, then depth: either kind of pooling goes axis by axis.</summary>
    private static Layer Pooled(string word, Layer x, Window[] windows, Func<Layer, Window[], Layer> pool)
    {
        if (windows.Length is < 1 or > 3)
            throw new ImportException($"it has {windows.Length} axes, and the language has {word} over two at most");
        if (windows.All(static w => w.Count == 1 && w.Kernel == w.Size && (w.Before, w.After, w.Dilation) == (0, 0, 1)))
            return Global(x, word == "MaxPool" ? "Max" : "Mean");
        if (windows.Length < 3)
            return pool(x, windows);
        var (channels, depth) = (x.Shape[0], x.Shape[1]);
        var flat = pool(Build.Reshape(x, [channels * depth, x.Shape[2], x.Shape[3]]), windows[1..]);
        var (height, width) = (flat.Shape[1], flat.Shape[2]);
        var still = new Window(height * width, 1, 1, 0, 0, 1, false);
        return Build.Reshape(pool(Build.Reshape(flat, [channels, depth, height * width]), [windows[0], still]), [channels, (int)windows[0].Count, height, width]);
    }

    private static Layer MaxOf(Layer x, Window[] windows)
    {
        var symmetric = Fitting(windows);
        if (symmetric is null)
        {
            // What never wins stands in positions that the language's padding does not reach.
            x = Padding.Around(x, [.. windows.Select(static w => (w.Before, w.After + Overhang(w)))], -float.MaxValue);
            symmetric = [.. windows.Select(static w => w with { Size = w.Size + w.Before + w.After + Overhang(w), Before = 0, After = 0, IsCeiling = false })];
        }
        return Windowed("MaxPool", x, symmetric, Build.PerAxis("Dilation", [.. symmetric.Select(static w => w.Dilation)], 1));
    }

    private static Layer MeanOf(Layer x, Window[] windows, bool countsPadding, LayerBuilder to)
    {
        if (Fitting(windows) is { } symmetric && (symmetric.SequenceEqual(windows) || !countsPadding))
            return Windowed("AveragePool", x, symmetric, countsPadding || symmetric.All(static w => w.Before == 0) ? [] : [("CountIncludePad", false)]);
        // The means over windows that zeros fill up, and then each times what it should have been divided by.
        var padded = Padding.Around(x, [.. windows.Select(static w => (w.Before, w.After + Overhang(w)))], 0);
        Window[] plain = [.. windows.Select(static w => w with { Size = w.Size + w.Before + w.After + Overhang(w), Before = 0, After = 0, IsCeiling = false })];
        var means = Windowed("AveragePool", padded, plain, []);
        to.Claim(Sizes.Count(windows.Select(static w => w.Count)));
        double[] factors = [1];
        foreach (var window in windows)
            factors = [.. factors.SelectMany(f => Enumerable.Range(0, (int)window.Count).Select(i => f * window.Kernel / Counted(window, i, countsPadding)))];
        return factors.All(static f => f == 1) ? means
            : Build.Merge("Multiply", means, LayerBuilder.Constant(Tensor.Rounded(NumberType.Double, [.. windows.Select(static w => w.Count)], factors)));
    }

    /// <summary>The positions of one window that count.</summary>
    private static double Counted(Window window, int index, bool countsPadding)
    {
        var start = index * window.Stride - window.Before;
        var (first, end) = countsPadding ? (-window.Before, window.Size + window.After) : (0, window.Size);
        return Math.Min(start + window.Kernel, end) - Math.Max(start, first);
    }

    /// <summary>The positions after the padding that the last window reaches, where windows may reach over the end.</summary>
    private static long Overhang(Window window) => Math.Max(0, (window.Count - 1) * window.Stride + window.Extent - (window.Size + window.Before + window.After));

    /// <summary>The windows as the language can say them; null where their padding is asymmetric or more than half a window.</summary>
    private static Window[]? Fitting(Window[] windows)
    {
        var symmetric = windows.Select(static w => w.Symmetric()).ToList();
        var isCeiling = symmetric.Any(static w => w is { IsCeiling: true } && (w with { IsCeiling = false }).Count != w.Count);
        return symmetric.All(w => w is not null && w.Before <= w.Kernel / 2 && (w with { IsCeiling = isCeiling }).Count == w.Count)
            ? [.. symmetric.Select(w => w! with { IsCeiling = isCeiling })]
            : null;
    }

    private static Layer Windowed(string word, Layer x, Window[] windows, (string, object)[] more)
    {
        int[] kernel = [.. windows.Select(static w => (int)w.Kernel)];
        var isStrideUsual = windows.All(static w => w.Stride == w.Kernel);
        return new Layer($"{word}{windows.Length}D", [x], [x.Shape[0], .. windows.Select(static w => (int)w.Count)])
        {
            Arguments = kernel.Distinct().Count() == 1 ? [kernel[0]] : [.. kernel.Cast<object>()],
            Options =
            [
                .. isStrideUsual ? [] : Build.PerAxis("Stride", [.. windows.Select(static w => w.Stride)], null), .. Build.PerAxis("Padding", [.. windows.Select(static w => w.Before)], 0), .. more,
                .. windows[0].IsCeiling ? ((string, object)[])[("CeilMode", true)] : [],
            ],
        };
    }
}
