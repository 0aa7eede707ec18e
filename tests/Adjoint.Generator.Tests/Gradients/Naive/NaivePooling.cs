using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Pooling and reductions: every output is the maximum, mean or sum of a list of inputs.</summary>
internal static class NaivePooling
{
    /// <summary>The layer from all inputs to all outputs, or null if <paramref name="use"/> is none of these.</summary>
    public static Func<T[], T[]>? Find<T>(AttributeUse use, TensorShape input, TensorShape output, Kinks kinks)
        where T : struct, IReal<T>
    {
        var axes = input.Sizes.Select((_, axis) => axis).ToArray();
        Func<T[], T> max = values => Maximum(values, kinks);
        return use.Operator switch
        {
            "MaxPool1D" or "MaxPool2D" => x => Pool(use, input, output, x, (values, _) => max(values)),
            "AveragePool1D" or "AveragePool2D" => x => Pool(use, input, output, x, (values, count) => Sum(values) / T.Of(count)),
            "AdaptiveAveragePool2D" => x => Bins(input, output, x),
            "GlobalAveragePool1D" or "GlobalAveragePool2D" => x => Over(input, axes[1..], x, Mean),
            "GlobalMaxPool2D" => x => Over(input, axes[1..], x, max),
            "Mean" => x => Over(input, AxesOf(use, input), x, Mean),
            "Sum" => x => Over(input, AxesOf(use, input), x, Sum),
            "Max" => x => Over(input, AxesOf(use, input), x, max),
            _ => null,
        };
    }

    /// <summary>The first of the largest; how far the others stay below it is the distance to a kink.</summary>
    public static T Maximum<T>(T[] values, Kinks kinks)
        where T : struct, IReal<T>
    {
        var largest = values.Max(static each => each.Value);
        var first = Array.FindIndex(values, each => each.Value == largest);
        for (var i = 0; i < values.Length; i++)
        {
            if (i != first)
                kinks.IsAbove(values[first] - values[i], 0);
        }
        return values[first];
    }

    private static T Sum<T>(T[] values)
        where T : struct, IReal<T> => values.Aggregate(T.Of(0), (sum, each) => sum + each);

    private static T Mean<T>(T[] values)
        where T : struct, IReal<T> => Sum(values) / T.Of(values.Length);

    /// <summary>Windows slide over height and width; how many positions one has in the padded input is told to what reduces it.</summary>
    private static T[] Pool<T>(AttributeUse use, TensorShape input, TensorShape output, T[] x, Func<T[], int, T> reduce)
    {
        var isPlane = input.Rank == 3;
        var (height, width) = (isPlane ? input.Sizes[1] : 1, input.Last);
        var (rows, columns) = (isPlane ? output.Sizes[1] : 1, output.Last);
        var y = new List<T>();
        for (var c = 0; c < input.Sizes[0]; c++)
        {
            for (var oy = 0; oy < rows; oy++)
            {
                for (var ox = 0; ox < columns; ox++)
                {
                    var (down, countDown) = isPlane ? Window(use, 0, oy, height) : ([0], 1);
                    var (across, countAcross) = Window(use, isPlane ? 1 : 0, ox, width);
                    var values = down.SelectMany(iy => across.Select(ix => x[(c * height + iy) * width + ix])).ToArray();
                    y.Add(reduce(values, countDown * countAcross));
                }
            }
        }
        return [.. y];
    }

    /// <summary>The positions of a window that exist, and how many of its positions count.</summary>
    private static (List<int> Positions, int Count) Window(AttributeUse use, int axis, int window, int size)
    {
        int Option(string name, int usual) => use.Ints(name + "s") is { IsEmpty: false } list ? list[axis] : use.Int(name, usual);
        var kernels = use.Ints("kernel");
        var kernel = kernels.IsEmpty ? use.Int("kernel") : kernels[Math.Min(axis, kernels.Count - 1)];
        var (stride, padding, dilation) = (Option("Stride", kernel), Option("Padding", 0), Option("Dilation", 1));
        var all = Enumerable.Range(0, kernel).Select(k => window * stride - padding + k * dilation).ToList();
        var inside = all.Where(i => i >= 0 && i < size).ToList();
        return (inside, use.Bool("CountIncludePad", true) ? all.Count(i => i < size + padding) : inside.Count);
    }

    private static T[] Bins<T>(TensorShape input, TensorShape output, T[] x)
        where T : struct, IReal<T>
    {
        var (height, width) = (input.Sizes[1], input.Sizes[2]);
        List<int> Bin(int bin, int bins, int size) =>
            [.. Enumerable.Range(0, size).Where(i => i >= Math.Floor((double)bin * size / bins) && i < Math.Ceiling((double)(bin + 1) * size / bins))];
        return
        [
            .. from c in Enumerable.Range(0, input.Sizes[0])
               from oy in Enumerable.Range(0, output.Sizes[1])
               from ox in Enumerable.Range(0, output.Sizes[2])
               let values = Bin(oy, output.Sizes[1], height).SelectMany(iy => Bin(ox, output.Sizes[2], width).Select(ix => x[(c * height + iy) * width + ix]))
               select Mean(values.ToArray()),
        ];
    }

    private static int[] AxesOf(AttributeUse use, TensorShape input)
    {
        var axes = use.Ints("axes").Select(axis => (axis + input.Rank) % input.Rank).ToArray();
        return axes.Length == 0 ? [.. input.Sizes.Select((_, axis) => axis)] : axes;
    }

    /// <summary>All inputs that agree in their places along the other axes are reduced to one number.</summary>
    private static T[] Over<T>(TensorShape input, int[] axes, T[] x, Func<T[], T> reduce)
    {
        int KeptPlace(int index)
        {
            var (place, stride) = (0, 1);
            for (var axis = input.Rank - 1; axis >= 0; index /= input.Sizes[axis], stride *= input.Sizes[axis--])
                place += axes.Contains(axis) ? 0 : index % input.Sizes[axis] * stride;
            return place;
        }
        return [.. x.Select((value, index) => (value, index)).GroupBy(each => KeptPlace(each.index)).Select(group => reduce([.. group.Select(each => each.value)]))];
    }
}
