using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Positions added around values.</summary>
internal static class Padding
{
    public static void Pad(Operation node, LayerBuilder to)
    {
        var (pads, layout, x) = (node.PadsOf(), Layout.Of(node.Input(0)), to[node.Input(0)]);
        var mode = node.Attributes.Text("mode", "constant");
        var value = node.NumberOrNull("value", 2) ?? 0;
        var sides = new (long Before, long After)[x.Shape.Count];
        for (var axis = 0; axis < pads.Length; axis++)
        {
            if (pads[axis] != (0, 0))
                sides[layout.Axis(axis)] = pads[axis];
        }
        for (var axis = 0; axis < sides.Length; axis++)
        {
            // What is negative is cut off.
            var (before, after) = sides[axis];
            if (before < 0 || after < 0)
                x = Build.Slice(x, axis, Math.Max(0, -before), x.Shape[axis] - Math.Max(0, -before) - Math.Max(0, -after));
            sides[axis] = (Math.Max(0, before), Math.Max(0, after));
        }
        to.Set(node.Output, mode == "constant" ? AroundAny(x, sides, value, to) : Around(x, sides, value, mode switch
        {
            "reflect" => "Reflect",
            "edge" => "Replicate",
            "wrap" => "Circular",
            _ => throw new ImportException($"its mode '{mode}' is not known"),
        }));
    }

    /// <summary>Around the last axis, or the last two.</summary>
    /// <param name="x">What is padded.</param>
    /// <param name="sides">What is added before and after each axis, or each of the last ones.</param>
    /// <param name="value">What is there.</param>
    /// <param name="mode">The mode where it is not a constant.</param>
    public static Layer Around(Layer x, (long Before, long After)[] sides, double value, string? mode = null)
    {
        if (sides.All(static s => s == (0, 0)))
            return x;
        var across = sides.Length > 1 ? sides[^2] : (0, 0);
        if (sides.SkipLast(2).Any(static s => s != (0, 0)) || (across != (0, 0) && x.Shape.Count < 3))
            throw new ImportException("it pads other axes than height and width");
        List<int> shape = [.. x.Shape];
        shape[^1] += (int)(sides[^1].Before + sides[^1].After);
        if (across != (0, 0))
            shape[^2] += (int)(across.Before + across.After);
        int[] around = [(int)sides[^1].Before, (int)sides[^1].After, (int)across.Before, (int)across.After];
        return new Layer("Pad", [x], shape)
        {
            Arguments = across == (0, 0) ? [around[0], around[1]] : around.Distinct().Count() == 1 ? [around[0]] : [.. around.Cast<object>()],
            Options = mode is not null ? [("Mode", new Verbatim($"PaddingMode.{mode}"))] : value == 0 ? [] : [("Value", (float)value)],
        };
    }

    /// <summary>A constant around any axes: where the language has no padding, values are joined with it.</summary>
    private static Layer AroundAny(Layer x, (long Before, long After)[] sides, double value, LayerBuilder to)
    {
        for (var axis = 0; axis < sides.Length; axis++)
        {
            var isPlane = axis == sides.Length - 1 || (axis == sides.Length - 2 && sides.Length > 2);
            if (isPlane || sides[axis] == (0, 0))
                continue;
            List<Layer> parts = [x];
            if (sides[axis].Before > 0)
                parts.Insert(0, Filled(sides[axis].Before));
            if (sides[axis].After > 0)
                parts.Add(Filled(sides[axis].After));
            (x, sides[axis]) = (Build.Concat(parts, axis), (0, 0));

            Layer Filled(long count) => to.Filled(x.Shape.Select((size, a) => a == axis ? count : size), (float)value);
        }
        return Around(x, sides, value);
    }
}
