using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>The same numbers in other places.</summary>
internal static class Shapes
{
    /// <summary>Another shape. Numbers before the axis of the rows have to stay there, for rows are not mixed.</summary>
    public static void Reshape(Operation node, LayerBuilder to)
    {
        var (from, into) = (Layout.Of(node.Input(0)), Layout.Of(node.Output));
        if (from.RowsAxis >= 0 != into.RowsAxis >= 0 || from.Before != into.Before)
            throw new ImportException($"it makes [{Sizes.Text(node.Output.Dims)}] of [{Sizes.Text(node.Input(0).Dims)}], which mixes the rows");
        to.Set(node.Output, Build.Reshape(to[node.Input(0)], into.Shape));
    }

    public static void Transpose(Operation node, LayerBuilder to) =>
        to.Set(node.Output, node.Input(0).Rank < 2 ? to[node.Input(0)] : Turned(to[node.Input(0)], Layout.Of(node.Input(0)).Order(ShapeRules.Permutation(node))));

    public static void Slice(Operation node, LayerBuilder to)
    {
        var (slices, layout, x) = (node.SlicesOf(), Layout.Of(node.Input(0)), to[node.Input(0)]);
        for (var axis = 0; axis < slices.Length; axis++)
        {
            var (start, count, step) = slices[axis];
            if ((start, count, step) == (0, node.Input(0).Dims[axis], 1))
                continue;
            var along = layout.Axis(axis);
            if (along == 0 && step == -1 && count == x.Shape[0])
                x = to.Reversed(x);
            else
                x = step > 0 ? Build.Slice(x, along, start, count, step) : Build.Pick(x, along, [.. Enumerable.Range(0, (int)count).Select(i => start + i * step)]);
        }
        to.Set(node.Output, x);
    }

    public static void Split(Operation node, LayerBuilder to)
    {
        var (x, start) = (to[node.Input(0)], 0L);
        var axis = Layout.Of(node.Input(0)).Axis(node.Axis(0));
        foreach (var (output, part) in node.Outputs.Zip(node.PartsOf()))
        {
            if (part > 0)
                to.Set(output, Build.Slice(x, axis, start, part));
            start += part;
        }
    }

    public static void Concat(Operation node, LayerBuilder to)
    {
        var axis = node.Axis(node.Version < 4 ? 1 : 0);
        var layout = Layout.Of(node.Output);
        var parts = node.Inputs.Select((_, i) => Part(node.Input(i), node.Output, to)).ToList();
        to.Set(node.Output, Build.Concat(parts, layout.Axis(axis)));
    }

    /// <summary>Repetition by NumPy's rule: a sum with zeros.</summary>
    public static void Expand(Operation node, LayerBuilder to)
    {
        var x = to.Operand(node.Input(0), node.Output);
        var shape = Layout.Of(node.Output).Shape;
        if (x.Size == shape.Aggregate(1, static (p, s) => p * s))
            to.Set(node.Output, x);
        else
            to.Set(node.Output, Build.Merge("Add", x, to.Filled(shape.Select(static s => (long)s), 0)));
    }

    public static void Tile(Operation node, LayerBuilder to)
    {
        var (x, layout) = (to[node.Input(0)], Layout.Of(node.Input(0)));
        var times = node.Constant(1, "its repeats").Wholes();
        if (times.Length != node.Input(0).Rank)
            throw new ImportException($"it repeats {times.Length} axes of {node.Input(0).Rank}");
        for (var axis = 0; axis < times.Length; axis++)
        {
            if (times[axis] > Build.MostParts)
                throw new ImportException(FormattableString.Invariant($"it repeats axis {axis} {times[axis]:N0} times, and the most that are written out are {Build.MostParts:N0}"));
            if (times[axis] > 1)
                x = Build.Concat([.. Enumerable.Repeat(x, (int)times[axis])], layout.Axis(axis));
        }
        to.Set(node.Output, x);
    }

    /// <summary>Channels laid out as pixels: PixelShuffle where the channels of a pixel are together, else with axes exchanged.</summary>
    public static void DepthToSpace(Operation node, LayerBuilder to)
    {
        var (x, r) = (Images.Of(node.Input(0), to), (int)node.Attributes.Int("blocksize"));
        var (channels, height, width) = (x.Shape[0] / (r * r), x.Shape[1], x.Shape[2]);
        if (node.Attributes.Text("mode", "DCR") == "CRD")
            to.Set(node.Output, new Layer("PixelShuffle", [x], [channels, height * r, width * r]) { Arguments = [r] });
        else
            to.Set(node.Output, Build.Permute(Build.Reshape(x, [r, r, channels, height, width]), [2, 3, 0, 4, 1]));
    }

    public static void SpaceToDepth(Operation node, LayerBuilder to)
    {
        var (x, r) = (Images.Of(node.Input(0), to), (int)node.Attributes.Int("blocksize"));
        to.Set(node.Output, Build.Permute(Build.Reshape(x, [x.Shape[0], x.Shape[1] / r, r, x.Shape[2] / r, r]), [2, 4, 0, 1, 3]));
    }

    private static Layer Turned(Layer x, int[] order) => order.Length < 2 ? x : Build.Permute(x, order);

    /// <summary>A part in the shape of a row; one that is the same in every row has no axis for them.</summary>
    private static Layer Part(Value value, Value output, LayerBuilder to)
    {
        var rows = Layout.Of(output).RowsAxis;
        if (Layout.Of(value).RowsAxis == rows)
            return to[value];
        int[] shape = [.. value.Dims.Where((_, axis) => axis != rows).Select(static size => (int)size)];
        if (rows >= 0 && value.Dims[rows] != 1)
            throw new ImportException($"'{value.Name}' [{Sizes.Text(value.Dims)}] has its own numbers for each row");
        return value.Constant is not null ? to.Constant(value, shape) : Build.Reshape(to[value], shape);
    }
}
