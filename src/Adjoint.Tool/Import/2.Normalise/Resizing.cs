using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Normalise;

/// <summary>
/// What a Resize does: along each axis every new position is a sum of old ones, so it is a matrix. Modes and conventions of coordinates are many; as matrices all of them are alike.
/// </summary>
/// <param name="Sizes">The new shape.</param>
/// <param name="Matrices">For each axis, [new positions, old positions]; null where nothing changes.</param>
internal sealed record Resizing(long[] Sizes, double[,]?[] Matrices)
{
    public static Resizing Of(Operation node)
    {
        var dims = node.Input(0).Dims;
        var (scales, sizes) = node.Type == "Upsample" || node.Version < 11
            ? (Scales(node.ConstantOrNull(1, "its scales")) ?? Array.ConvertAll(node.Attributes.Floats("scales") ?? OldScales(node), static s => (double)s), null)
            : (Scales(node.ConstantOrNull(2, "its scales")), node.ConstantOrNull(3, "its sizes") is { Count: > 0 } given ? given.Wholes() : null);
        if (node.Attributes.Ints("axes") is not null || node.Attributes.Text("keep_aspect_ratio_policy", "stretch") != "stretch")
            throw new ImportException("its axes or keep_aspect_ratio_policy are not read");
        if ((scales?.Length ?? sizes?.Length) != dims.Length)
            throw new ImportException("it has neither scales nor sizes for every axis");
        long[] to = sizes is null
            ? [.. dims.Select((size, i) => scales![i] == 1 ? size : (long)Math.Floor(size * scales[i]))]
            : [.. dims.Select((size, i) => Read.Sizes.HasRows(size) ? size : sizes[i])];
        if (to.Any(static size => size < 1))
            throw new ImportException($"it makes the shape [{Read.Sizes.Text(to)}]");
        var matrices = dims.Select((size, axis) => to[axis] == size && scales?[axis] is null or 1 ? null : Matrix(node, axis, size, to[axis], scales?[axis] ?? (double)to[axis] / size));
        return new Resizing(to, [.. matrices]);
    }

    private static double[]? Scales(Tensor? tensor) => tensor is { Count: > 0 } ? tensor.Numbers() : null;

    private static float[] OldScales(Operation node) => [1, 1, node.Attributes.Float("height_scale", 1), node.Attributes.Float("width_scale", 1)];

    private static double[,] Matrix(Operation node, int axis, long from, long to, double scale)
    {
        if (Read.Sizes.HasRows(from) || from > (1 << 24) / to)
            throw new ImportException("it changes the number of rows, or a very long axis");
        var mode = node.Attributes.Text("mode", "nearest");
        var matrix = new double[to, from];
        for (var i = 0; i < to; i++)
        {
            var (x, isOutside) = Coordinate(node, axis, i, from, to, scale);
            if (isOutside)
                throw new ImportException("it reads outside of its input");
            foreach (var (position, weight) in mode switch
            {
                "nearest" => [(Nearest(node, x), 1)],
                "linear" or "bilinear" => Linear(x),
                "cubic" => Cubic(node, x, from),
                _ => throw new ImportException($"its mode '{mode}' is not known"),
            })
                matrix[i, Math.Clamp(position, 0, from - 1)] += weight;
        }
        return matrix;
    }

    private static (double X, bool IsOutside) Coordinate(Operation node, int axis, int i, long from, long to, double scale)
    {
        var isOld = node.Type == "Upsample" || node.Version < 11;
        switch (node.Attributes.Text("coordinate_transformation_mode", isOld ? "asymmetric" : "half_pixel"))
        {
            case "asymmetric":
                return (i / scale, false);
            case "align_corners":
                return (to == 1 ? 0 : i * (from - 1.0) / (scale * from - 1), false);
            case "pytorch_half_pixel":
                return (to > 1 ? (i + 0.5) / scale - 0.5 : 0, false);
            case "tf_half_pixel_for_nn":
                return ((i + 0.5) / scale, false);
            case "half_pixel":
                return ((i + 0.5) / scale - 0.5, false);
            case "half_pixel_symmetric":
                return (from / 2.0 * (1 - to / (scale * from)) + (i + 0.5) / scale - 0.5, false);
            case "tf_crop_and_resize":
                var region = node.Constant(1, "its region").Numbers();
                if (region.Length != 2 * node.Input(0).Rank)
                    throw new ImportException($"its region has {region.Length} numbers for {node.Input(0).Rank} axes");
                var (start, end) = (region[axis], region[region.Length / 2 + axis]);
                var x = to > 1 ? start * (from - 1) + i * (end - start) * (from - 1) / (to - 1) : 0.5 * (start + end) * (from - 1);
                return (x, x < 0 || x > from - 1);
            case var other:
                throw new ImportException($"its coordinates '{other}' are not known");
        }
    }

    private static long Nearest(Operation node, double x) => (long)(node.Attributes.Text("nearest_mode", node.Type == "Upsample" || node.Version < 11 ? "floor" : "round_prefer_floor") switch
    {
        "floor" => Math.Floor(x),
        "ceil" => Math.Ceiling(x),
        "round_prefer_ceil" => Math.Floor(x + 0.5),
        _ => Math.Ceiling(x - 0.5),
    });

    private static (long Position, double Weight)[] Linear(double x)
    {
        var floor = Math.Floor(x);
        return [((long)floor, 1 - (x - floor)), ((long)floor + 1, x - floor)];
    }

    /// <summary>Keys' cubic convolution (1981) over four positions.</summary>
    private static (long Position, double Weight)[] Cubic(Operation node, double x, long size)
    {
        double a = node.Attributes.Float("cubic_coeff_a", -0.75f), floor = Math.Floor(x), t = x - floor;
        double Near(double d) => ((a + 2) * d - (a + 3)) * d * d + 1;
        double Far(double d) => ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
        (long, double)[] weights = [((long)floor - 1, Far(1 + t)), ((long)floor, Near(t)), ((long)floor + 1, Near(1 - t)), ((long)floor + 2, Far(2 - t))];
        if (!node.Attributes.Flag("exclude_outside"))
            return weights;
        var inside = Array.FindAll(weights, w => w.Item1 >= 0 && w.Item1 < size);
        var total = inside.Sum(static w => w.Item2);
        return Array.ConvertAll(inside, w => (w.Item1, w.Item2 / total));
    }
}
