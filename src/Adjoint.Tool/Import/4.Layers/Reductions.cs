using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>One number of all along some axes.</summary>
internal static class Reductions
{
    public static void Mean(Operation node, LayerBuilder to) => Reduce(node, to, static (x, axes, keeps) => Build.Reduce("Mean", x, axes, keeps));

    public static void Sum(Operation node, LayerBuilder to) => Reduce(node, to, static (x, axes, keeps) => Build.Reduce("Sum", x, axes, keeps));

    public static void Max(Operation node, LayerBuilder to) => Reduce(node, to, static (x, axes, keeps) => Build.Reduce("Max", x, axes, keeps));

    public static void Min(Operation node, LayerBuilder to) => Reduce(node, to, static (x, axes, keeps) => Build.Scale(Build.Reduce("Max", Build.Scale(x, -1), axes, keeps), -1));

    public static void SumSquare(Operation node, LayerBuilder to) => Reduce(node, to, (x, axes, keeps) => Build.Reduce("Sum", to.Apply(x, "Square", "x * x"), axes, keeps));

    public static void L1(Operation node, LayerBuilder to) => Reduce(node, to, (x, axes, keeps) => Build.Reduce("Sum", to.Apply(x, "Abs", to.Call("Abs", "x")), axes, keeps));

    public static void L2(Operation node, LayerBuilder to) => Reduce(node, to, (x, axes, keeps) =>
        to.Apply(Build.Reduce("Sum", to.Apply(x, "Square", "x * x"), axes, keeps), "Sqrt", to.Call("Sqrt", "x")));

    public static void LogSum(Operation node, LayerBuilder to) => Reduce(node, to, (x, axes, keeps) => to.Apply(Build.Reduce("Sum", x, axes, keeps), "Log", to.Call("Log", "x")));

    /// <summary>m + ln Σ e^(x − m) with m the maximum, so that nothing overflows.</summary>
    public static void LogSumExp(Operation node, LayerBuilder to) => Reduce(node, to, (x, axes, keeps) =>
    {
        var exponentials = to.Apply(Build.Merge("Subtract", x, Build.Reduce("Max", x, axes, keepsAxes: true)), "Exp", to.Call("Exp", "x"));
        var sum = Build.Reduce("Sum", exponentials, axes, keeps);
        return Build.Merge("Add", to.Apply(sum, "Log", to.Call("Log", "x")), Build.Reduce("Max", x, axes, keeps));
    });

    /// <summary>Running sums are a product with a triangle of ones.</summary>
    public static void CumSum(Operation node, LayerBuilder to)
    {
        var (layout, x) = (Layout.Of(node.Input(0)), to[node.Input(0)]);
        var axis = layout.Axis(Sizes.Axis(node.Constant(1, "its axis").Whole(0), node.Input(0).Rank));
        var (size, isReverse, isExclusive) = (x.Shape[axis], node.Attributes.Flag("reverse"), node.Attributes.Flag("exclusive"));
        if (size > 4096)
            throw new ImportException($"it sums along {size:N0} positions, and the most that are written out are 4,096");
        to.Claim(size * size);
        var triangle = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
                triangle[i * size + j] = (isReverse ? j > i : j < i) || (j == i && !isExclusive) ? 1 : 0;
        }
        var last = x.Shape.Count - 1;
        int[] order = [.. Enumerable.Range(0, last + 1).Where(a => a != axis), axis];
        var turned = Build.Permute(x, order);
        var product = Build.MatMul(Build.Reshape(turned, [turned.Size / size, size]), LayerBuilder.Constant(Tensor.Of([size, size], triangle)), transposeB: true);
        to.Set(node.Output, Build.Permute(Build.Reshape(product, turned.Shape), [.. Enumerable.Range(0, last + 1).Select(a => Array.IndexOf(order, a))]));
    }

    private static void Reduce(Operation node, LayerBuilder to, Func<Layer, int[], bool, Layer> reduce)
    {
        var layout = Layout.Of(node.Input(0));
        int[] axes = [.. node.Reduced().Select(layout.Axis)];
        to.Set(node.Output, reduce(to[node.Input(0)], axes, node.Attributes.Flag("keepdims", otherwise: true)));
    }
}
