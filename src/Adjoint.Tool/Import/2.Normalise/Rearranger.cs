using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Normalise;

/// <summary>Constants whose numbers are the same, but are elsewhere.</summary>
internal static class Rearranger
{
    /// <summary>The values of the node's outputs, or null where it is another kind of node.</summary>
    public static Tensor[]? Evaluate(Operation node)
    {
        var x = node.Input(0).Constant!;
        switch (node.Type)
        {
            case "Identity" or "Dropout":
                return [.. node.Outputs.Select(_ => x)];
            case "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze":
                return [x.As(ShapeRules.Of(node, 0)[0])];
            case "Transpose":
                return [Transposed(x, ShapeRules.Permutation(node))];
            case "Expand":
                var to = Evaluator.Checked(Sizes.Broadcast(x.Dims, OnceForRows(node.Input(1).Constant!.Wholes())), x.Count);
                return [x.Picked(to, Evaluator.Repeated(x.Dims, to))];
            case "Tile":
                return [Tiled(x, OnceForRows(node.Input(1).Constant!.Wholes()))];
            case "Concat":
                return [Joined([.. node.Inputs.Select((_, i) => node.Input(i).Constant!)], node.Axis(node.Version < 4 ? 1 : 0))];
            case "Slice":
                return [Sliced(x, node.SlicesOf())];
            case "Split":
                return Split(x, node.Axis(0), node.PartsOf());
            case "Gather":
                return [Gathered(x, node.Input(1).Constant!, node.Axis(0))];
            case "Trilu":
                return [Triangle(x, node.Attributes.Flag("upper", otherwise: true), node.InputOrNull(1)?.Constant?.Whole(0) ?? 0)];
            default:
                return null;
        }
    }

    /// <summary>A shape with one row in the place of all: what is the same in every row is kept once.</summary>
    public static long[] OnceForRows(long[] dims) => Array.ConvertAll(dims, static size => Sizes.HasRows(size) ? size / Sizes.Rows : size);

    /// <summary>The axes in another order: axis a of the result is axis order[a].</summary>
    public static Tensor Transposed(Tensor x, int[] order)
    {
        long[] dims = [.. order.Select(axis => x.Dims[axis])];
        var strides = Sizes.Strides(x.Dims);
        return Strided(x, dims, [.. order.Select(axis => strides[axis])], 0);
    }

    public static Tensor Sliced(Tensor x, (long Start, long Count, long Step)[] slices)
    {
        var strides = Sizes.Strides(x.Dims);
        return Strided(x, [.. slices.Select(static s => s.Count)], [.. slices.Select((s, i) => s.Step * strides[i])], slices.Select((s, i) => s.Start * strides[i]).Sum());
    }

    private static Tensor[] Split(Tensor x, int axis, long[] parts)
    {
        var start = 0L;
        return [.. parts.Select(part =>
        {
            start += part;
            return Sliced(x, [.. x.Dims.Select((size, a) => a == axis ? (start - part, part, 1) : (0L, size, 1L))]);
        })];
    }

    private static Tensor Strided(Tensor x, long[] dims, long[] strides, long start)
    {
        var places = Sizes.Strides(dims);
        return x.Picked(Evaluator.Checked(dims, x.Count), i =>
        {
            long rest = i, at = start;
            for (var axis = 0; axis < dims.Length; axis++)
                at += Math.DivRem(rest, places[axis], out rest) * strides[axis];
            return (int)at;
        });
    }

    private static Tensor Tiled(Tensor x, long[] times)
    {
        if (times.Length != x.Rank)
            throw new ImportException($"it repeats {times.Length} axes of {x.Rank}");
        long[] dims = Evaluator.Checked([.. x.Dims.Select((size, axis) => checked(size * times[axis]))], x.Count);
        var (places, strides) = (Sizes.Strides(dims), Sizes.Strides(x.Dims));
        return x.Picked(dims, i =>
        {
            long rest = i, at = 0;
            for (var axis = 0; axis < dims.Length; axis++)
                at += Math.DivRem(rest, places[axis], out rest) % x.Dims[axis] * strides[axis];
            return (int)at;
        });
    }

    public static Tensor Joined(Tensor[] parts, int axis)
    {
        var first = parts[0];
        if (parts.Any(p => p.Rank != first.Rank || p.Dims.Where((size, a) => a != axis && size != first.Dims[a]).Any()))
            throw new ImportException("the shapes that it joins do not fit together");
        long[] dims = Evaluator.Checked([.. first.Dims.Select((size, a) => a == axis ? parts.Sum(p => p.Dims[axis]) : size)], parts.Sum(static p => (long)p.Count));
        var inner = Sizes.Count(first.Dims.Skip(axis + 1));
        List<double> numbers = [];
        List<long> wholes = [];
        for (var outer = 0; outer < Sizes.Count(first.Dims.Take(axis)); outer++)
        {
            foreach (var part in parts)
            {
                var length = (int)(part.Dims[axis] * inner);
                for (var i = 0; i < length; i++)
                {
                    if (first.IsFloating)
                        numbers.Add(part[outer * length + i]);
                    else
                        wholes.Add(part.Whole(outer * length + i));
                }
            }
        }
        return first.IsFloating ? Tensor.Rounded(first.Type, dims, [.. numbers]) : Tensor.Of(dims, [.. wholes], first.Type);
    }

    private static Tensor Gathered(Tensor x, Tensor indices, int axis)
    {
        long[] dims = Evaluator.Checked([.. x.Dims.Take(axis), .. indices.Dims, .. x.Dims.Skip(axis + 1)], (long)x.Count + indices.Count);
        var (inner, size, count) = ((int)Sizes.Count(x.Dims.Skip(axis + 1)), x.Dims[axis], indices.Count);
        if (indices.Wholes().FirstOrDefault(i => i < -size || i >= size, -1) is var wrong && (wrong < -size || wrong >= size))
            throw new ImportException($"it takes position {wrong} of {size}");
        return x.Picked(dims, i =>
        {
            var (rest, within) = Math.DivRem(i, inner);
            var (outer, which) = Math.DivRem(rest, count);
            var index = indices.Whole(which);
            return (int)((outer * size + (index < 0 ? index + size : index)) * inner + within);
        });
    }

    private static Tensor Triangle(Tensor x, bool isUpper, long k)
    {
        if (x.Rank < 2)
            throw new ImportException($"its input [{Sizes.Text(x.Dims)}] is not a matrix");
        var (rows, columns) = (x.Dims[^2], x.Dims[^1]);
        double Kept(int i)
        {
            var (row, column) = (i / columns % rows, i % columns);
            return (isUpper ? column - row >= k : column - row <= k) ? x[i] : 0;
        }
        return Tensor.Rounded(x.Type, x.Dims, [.. Enumerable.Range(0, x.Count).Select(Kept)]);
    }
}
