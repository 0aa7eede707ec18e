using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Layers that move values: every output is worked out from its own coordinates.</summary>
internal static class NaiveShapes
{
    /// <summary>The layer from all inputs to all outputs, or null if <paramref name="use"/> is none of these.</summary>
    public static Func<T[], T[]>? Find<T>(AttributeUse use, TensorShape input, TensorShape output)
        where T : struct, IReal<T>
    {
        int[] strides = [.. Enumerable.Range(1, input.Rank).Select(axis => input.Sizes.Skip(axis).Aggregate(1, (product, size) => product * size))];
        T At(T[] x, int[] place) => x[place.Zip(strides, (p, stride) => p * stride).Sum()];
        Func<T[], T[]> From(Func<int[], int[]> source) => x => [.. Coordinates(output).Select(place => At(x, source(place)))];
        int Axis(string argument, int usual) => (use.Int(argument, usual) + input.Rank) % input.Rank;
        switch (use.Operator)
        {
            case "Permute":
                var axes = use.Ints("axes").Select(axis => (axis + input.Rank) % input.Rank).ToArray();
                return From(place => [.. Enumerable.Range(0, input.Rank).Select(axis => place[Array.IndexOf(axes, axis)])]);
            case "Transpose":
                var (first, second) = (Axis("first", -2), Axis("second", -1));
                return From(place => [.. place.Select((_, axis) => place[axis == first ? second : axis == second ? first : axis])]);
            case "Slice":
                return From(place => [.. place.Select((p, axis) => axis == Axis("axis", 0) ? use.Int("start") + (p * use.Int("Step", 1)) : p)]);
            case "Flip":
                return From(place => [input.Sizes[0] - 1 - place[0], .. place.Skip(1)]);
            case "PixelShuffle":
                var r = use.Int("factor");
                return From(place => [(((place[0] * r) + (place[1] % r)) * r) + (place[2] % r), place[1] / r, place[2] / r]);
            case "Upsample" when use.Int("Mode") == 0:
                return From(place => [.. place.Select((p, axis) => axis == 0 ? p : p * input.Sizes[axis] / output.Sizes[axis])]);
            case "Upsample":
                return x => [.. Coordinates(output).Select(place => Mixed(use.Bool("AlignCorners"), input, output, place, 1, whole => At(x, whole)))];
            case "Pad":
                return x => [.. Coordinates(output).Select(place => Padded(use, input, place) is { } inside ? At(x, inside) : T.Of(use.Number("Value")))];
            default:
                return null;
        }
    }

    private static IEnumerable<int[]> Coordinates(TensorShape shape) => shape.Sizes.Aggregate(
        (IEnumerable<int[]>)[[]], (places, size) => places.SelectMany(place => Enumerable.Range(0, size).Select(next => (int[])[.. place, next])));

    /// <summary>Axis by axis from one on: the value between the two positions around, by distance.</summary>
    private static T Mixed<T>(bool aligns, TensorShape input, TensorShape output, int[] place, int axis, Func<int[], T> at)
        where T : struct, IReal<T>
    {
        if (axis == input.Rank)
            return at(place);
        var (n, m) = (input.Sizes[axis], output.Sizes[axis]);
        var position = aligns ? (m == 1 ? 0 : (double)place[axis] * (n - 1) / (m - 1)) : Math.Max(0, ((place[axis] + 0.5) * n / m) - 0.5);
        // Whole positions may come out a rounding below.
        var before = (int)Math.Floor(position + 1e-9);
        T Of(int at1) => Mixed(aligns, input, output, [.. place.Select((p, a) => a == axis ? at1 : p)], axis + 1, at);
        var part = Math.Max(0, position - before);
        return (T.Of(1 - part) * Of(before)) + (T.Of(part) * Of(Math.Min(before + 1, n - 1)));
    }

    /// <summary>The place in the input that a place in the output shows, or null for the constant.</summary>
    private static int[]? Padded(AttributeUse use, TensorShape input, int[] place)
    {
        var sides = use.Ints("sides");
        var source = (int[])[.. place];
        for (var fromLast = 0; fromLast < Math.Min(2, input.Rank); fromLast++)
        {
            var axis = input.Rank - 1 - fromLast;
            var size = input.Sizes[axis];
            var before = sides.Count == 1 ? (fromLast == 0 || input.Rank > 2 ? sides[0] : 0) : 2 * fromLast < sides.Count ? sides[2 * fromLast] : 0;
            var p = place[axis] - before;
            var isOutside = p < 0 || p >= size;
            switch (use.Int("Mode"))
            {
                case 0 when isOutside:
                    return null;
                case 1:
                    p = p < 0 ? -p : p >= size ? (2 * (size - 1)) - p : p;
                    break;
                case 2:
                    p = Math.Clamp(p, 0, size - 1);
                    break;
                case 3:
                    p = (p + size) % size;
                    break;
            }
            source[axis] = p;
        }
        return source;
    }
}
