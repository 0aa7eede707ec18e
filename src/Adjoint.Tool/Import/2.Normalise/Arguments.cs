using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Normalise;

/// <summary>What a node asks for, whether its version has it as an attribute or as an input, and with the defaults of its version.</summary>
internal static class Arguments
{
    /// <summary>Whole numbers that were an attribute, and are an input in newer versions; null where neither is there.</summary>
    public static long[]? WholesOrNull(this Operation node, string name, int input) =>
        node.Attributes.Ints(name) ?? node.ConstantOrNull(input, $"its {name}")?.Wholes();

    public static long[] Wholes(this Operation node, string name, int input) =>
        node.WholesOrNull(name, input) ?? throw new ImportException($"it does not say its {name}");

    /// <summary>A number that was an attribute, and is an input in newer versions; null where neither is there.</summary>
    public static double? NumberOrNull(this Operation node, string name, int input) =>
        node.Attributes.Has(name) ? node.Attributes.Float(name)
        : node.ConstantOrNull(input, $"its {name}") is not { } tensor ? null
        : tensor.Count == 1 ? tensor[0] : throw new ImportException($"its {name} should be one number, and is {tensor.Count}");

    /// <summary>The axes of a Squeeze, an Unsqueeze or a reduction, from 0 on and in order; null where none is named.</summary>
    public static int[]? AxesOrNull(this Operation node, int rank) =>
        node.WholesOrNull("axes", 1) is { } axes ? [.. axes.Select(axis => Sizes.Axis(axis, rank)).Order()] : null;

    /// <summary>The axes that a reduction is over, none where it is over none.</summary>
    public static int[] Reduced(this Operation node)
    {
        var rank = node.Input(0).Rank;
        var axes = node.AxesOrNull(rank);
        return axes is null || axes.Length == 0 ? node.Attributes.Flag("noop_with_empty_axes") ? [] : [.. Enumerable.Range(0, rank)] : axes;
    }

    /// <summary>The one axis of a node, from 0 on.</summary>
    public static int Axis(this Operation node, long otherwise) => Sizes.Axis(node.Attributes.Int("axis", otherwise), node.Input(0).Rank);

    /// <summary>
    /// The axis that Softmax and its kind normalise along. Up to version 12 they normalise over all axes from one on, by default the second; then the other axes have to be laid together first.
    /// </summary>
    public static (int Axis, bool IsFlattened) SoftmaxAxis(this Operation node)
    {
        var axis = node.Axis(node.Version >= 13 ? -1 : 1);
        return (axis, node.Version < 13 && axis != node.Input(0).Rank - 1);
    }

    /// <summary>For each axis, which positions a Slice takes: the first, how many, and the distance from one to the next.</summary>
    public static (long Start, long Count, long Step)[] SlicesOf(this Operation node)
    {
        var dims = node.Input(0).Dims;
        var (starts, ends) = (node.Wholes("starts", 1), node.Wholes("ends", 2));
        var axes = node.WholesOrNull("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(static a => (long)a)];
        var steps = node.WholesOrNull("steps", 4) ?? [.. starts.Select(static _ => 1L)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length)
            throw new ImportException("its starts, ends, axes and steps are not equally many");
        var slices = Array.ConvertAll(dims, static size => (Start: 0L, Count: size, Step: 1L));
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = Sizes.Axis(axes[i], dims.Length);
            var (size, step) = (dims[axis], steps[i]);
            if (step == 0)
                throw new ImportException("its step is 0");
            var start = Math.Clamp(starts[i] < 0 ? starts[i] + size : starts[i], 0, step > 0 ? size : size - 1);
            var end = Math.Clamp(ends[i] < 0 ? ends[i] + size : ends[i], step > 0 ? 0 : -1, size);
            slices[axis] = (start, Math.Max(0, (end - start + step - Math.Sign(step)) / step), step);
        }
        return slices;
    }

    /// <summary>The sizes of the parts that a Split makes.</summary>
    public static long[] PartsOf(this Operation node)
    {
        if (node.WholesOrNull("split", 1) is { } given)
            return given;
        var (size, parts) = (node.Input(0).Dims[node.Axis(0)], node.Outputs.Length);
        var part = (size + parts - 1) / parts;
        return [.. Enumerable.Range(0, parts).Select(i => Math.Min(part, size - i * part))];
    }

    /// <summary>What a Pad adds before and after each axis.</summary>
    public static (long Before, long After)[] PadsOf(this Operation node)
    {
        var pads = node.Attributes.Ints("pads") ?? node.Attributes.Ints("paddings") ?? node.Constant(1, "its pads").Wholes();
        var rank = node.Input(0).Rank;
        var axes = node.ConstantOrNull(3, "its axes")?.Wholes() ?? [.. Enumerable.Range(0, rank).Select(static a => (long)a)];
        if (pads.Length != 2 * axes.Length)
            throw new ImportException($"it has {pads.Length} pads for {axes.Length} axes");
        var result = new (long, long)[rank];
        for (var i = 0; i < axes.Length; i++)
            result[Sizes.Axis(axes[i], rank)] = (pads[i], pads[i + axes.Length]);
        return result;
    }

    /// <summary>The shape that a Reshape gives, 0 and −1 worked out.</summary>
    /// <param name="node">The node.</param>
    /// <param name="exportedRows">The number of rows that the model was written with, which its shapes may have in the place of ours; 0 for none.</param>
    public static long[] ReshapedTo(this Operation node, long exportedRows)
    {
        var from = node.Input(0).Dims;
        var asked = node.Attributes.Ints("shape") ?? node.Constant(1, "its shape").Wholes();
        var allowsZero = node.Attributes.Flag("allowzero");
        long[] to = [.. asked.Select((size, i) => size == 0 && !allowsZero ? i < from.Length ? from[i] : throw new ImportException("it keeps an axis that its input does not have") : size)];
        var (count, free) = (Sizes.Count(from), Array.IndexOf(to, -1));
        var known = Sizes.Count(to.Where(static size => size != -1));
        if (Sizes.HasRows(count)
            && !Sizes.HasRows(known)
            && free != 0
            && to.Length > 0
            && exportedRows > 0
            && to[0] > 0
            && to[0] % exportedRows == 0
            && (free >= 0 || count / Sizes.Rows * exportedRows == known))
        {
            known = known / to[0] * (to[0] / exportedRows * Sizes.Rows);
            to[0] = to[0] / exportedRows * Sizes.Rows;
        }
        if (free >= 0 && known > 0)
            to[free] = count / known;
        return Sizes.Count(to) == count ? to : throw new ImportException($"it makes [{Sizes.Text(asked)}] of [{Sizes.Text(from)}], which has another number of values");
    }
}
