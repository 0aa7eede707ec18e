using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Normalise;

/// <summary>The shapes of what nodes make: the operators that an import knows, one line a family.</summary>
internal static class ShapeRules
{
    private static readonly Dictionary<string, Func<Operation, long[]>> Rules = Table();

    /// <summary>Whether an import knows the operator at all.</summary>
    public static bool Knows(string type) => Rules.ContainsKey(type) || type is "Split" or "Reshape" or "LayerNormalization" or "Constant" or "Shape" or "Size" or "LSTM" or "GRU" or "RNN" or "Scan";

    /// <summary>The shapes of a node's outputs.</summary>
    /// <param name="node">The node.</param>
    /// <param name="exportedRows">See <see cref="Arguments.ReshapedTo"/>.</param>
    public static long[][] Of(Operation node, long exportedRows)
    {
        switch (node.Type)
        {
            case "Split":
                var (dims, axis) = (node.Input(0).Dims, node.Axis(0));
                var parts = node.PartsOf();
                return parts.Sum() == dims[axis] && parts.Length == node.Outputs.Length
                    ? [.. parts.Select(part => With(dims, axis, part))]
                    : throw new ImportException($"its parts [{Sizes.Text(parts)}] are not the {Sizes.Text([dims[axis]])} positions that it divides");
            case "Reshape":
                return [node.ReshapedTo(exportedRows)];
            case "LayerNormalization":
                var first = node.Axis(-1);
                long[] statistics = [.. node.Input(0).Dims.Select((size, a) => a < first ? size : 1)];
                return [node.Input(0).Dims, statistics, statistics];
            case "LSTM" or "GRU" or "RNN":
                return Recurrent(node);
            case "Shape" or "Size" or "Constant":
                throw new ImportException($"it reads the shape of '{node.Input(0).Name}', which is not known");
            default:
                return [Rules[node.Type](node), .. node.Outputs.Skip(1).Select(_ => Array.Empty<long>())];
        }
    }

    private static Dictionary<string, Func<Operation, long[]>> Table()
    {
        var rules = new Dictionary<string, Func<Operation, long[]>>(StringComparer.Ordinal);
        void Add(Func<Operation, long[]> rule, params string[] types)
        {
            foreach (var type in types)
                rules.Add(type, rule);
        }

        Add(
            static n => n.Input(0).Dims, "Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Elu", "Selu", "Celu", "LeakyRelu", "ThresholdedRelu", "HardSigmoid", "HardSwish", "Gelu", "Mish", "Swish",
            "Exp", "Log", "Sqrt", "Abs", "Neg", "Reciprocal", "Erf", "Sin", "Cos", "Tan", "Sinh", "Cosh", "Asinh", "Acosh", "Atanh", "Sign", "Clip", "Shrink", "Softmax", "LogSoftmax", "Identity",
            "Dropout", "Cast", "CastLike", "BatchNormalization", "InstanceNormalization", "GroupNormalization", "RMSNormalization", "LRN", "MeanVarianceNormalization", "LpNormalization", "CumSum", "Trilu", "Not", "MaskSteps", "ReverseSteps");
        Add(static n => [.. n.Input(0).Dims.Where(static (_, axis) => axis != 1)], "LastStep");
        Add(
            static n => Enumerable.Range(1, Math.Max(0, n.Inputs.Length - 1)).Aggregate(n.Input(0).Dims, (dims, i) => Sizes.Broadcast(dims, n.Input(i).Dims)), "Add", "Sub", "Mul", "Div",
            "Pow", "Min", "Max", "Sum", "Mean", "PRelu", "Where", "Greater", "Less", "GreaterOrEqual", "LessOrEqual", "Equal", "And", "Or", "Xor");
        Add(Product, "MatMul");
        Add(static n => Product2(n), "Gemm");
        Add(static n => Convolved(n), "Conv");
        Add(static n => Transposed(n), "ConvTranspose");
        Add(static n => Window.Of(n) is var windows ? [.. n.Input(0).Dims[..2], .. windows.Select(static w => w.Count)] : [], "MaxPool", "AveragePool");
        Add(static n => [.. n.Input(0).Dims.Select(static (size, axis) => axis < 2 ? size : 1)], "GlobalAveragePool", "GlobalMaxPool");
        Add(Flattened, "Flatten");
        Add(static n => Squeezed(n), "Squeeze");
        Add(static n => Unsqueezed(n), "Unsqueeze");
        Add(static n => [.. Permutation(n).Select(axis => n.Input(0).Dims[axis])], "Transpose");
        Add(static n => Sizes.Broadcast(n.Input(0).Dims, n.Constant(1, "its shape").Wholes()), "Expand");
        Add(static n => [.. n.Input(0).Dims.Zip(n.Constant(1, "its repeats").Wholes(), static (size, times) => checked(size * times))], "Tile");
        Add(Concatenated, "Concat");
        Add(static n => [.. n.SlicesOf().Select(static s => s.Count)], "Slice");
        Add(static n => [.. n.Input(0).Dims.Zip(n.PadsOf(), static (size, pad) => size + pad.Before + pad.After)], "Pad");
        Add(static n => [.. n.Input(0).Dims.Take(n.Axis(0)), .. n.Input(1).Dims, .. n.Input(0).Dims.Skip(n.Axis(0) + 1)], "Gather");
        Add(
            Reduced, "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceSumSquare", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp");
        Add(static n => [.. n.Input(0).Dims.Take(OneHotAxis(n)), n.Constant(1, "its depth").Whole(0), .. n.Input(0).Dims.Skip(OneHotAxis(n))], "OneHot");
        Add(static n => Resizing.Of(n).Sizes, "Resize", "Upsample");
        Add(static n => Blocks(n, grows: true), "DepthToSpace");
        Add(static n => Blocks(n, grows: false), "SpaceToDepth");
        return rules;
    }

    /// <summary>Which axis of the output counts the tokens.</summary>
    public static int OneHotAxis(Operation node) => Sizes.Axis(node.Attributes.Int("axis", -1), node.Input(0).Rank + 1);

    private static long[] With(long[] dims, int axis, long size) => [.. dims.Select((old, a) => a == axis ? size : old)];

    private static long[] Product(Operation node)
    {
        var (a, b) = (node.Input(0).Dims, node.Input(1).Dims);
        if (a.Length == 0 || b.Length == 0)
            throw new ImportException("a factor is a single number");
        long[] left = a.Length == 1 ? [1, a[0]] : a, right = b.Length == 1 ? [b[0], 1] : b;
        if (left[^1] != right[^2])
            throw new ImportException($"the factors [{Sizes.Text(a)}] and [{Sizes.Text(b)}] do not fit together");
        return [.. Sizes.Broadcast(left[..^2], right[..^2]), .. a.Length == 1 ? (long[])[] : [left[^2]], .. b.Length == 1 ? (long[])[] : [right[^1]]];
    }

    private static long[] Product2(Operation node)
    {
        var (a, b) = (node.Input(0).Dims, node.Input(1).Dims);
        if (a.Length != 2 || b.Length != 2)
            throw new ImportException($"its factors [{Sizes.Text(a)}] and [{Sizes.Text(b)}] should have two axes each");
        var (m, k) = node.Attributes.Flag("transA") ? (a[1], a[0]) : (a[0], a[1]);
        var (l, n) = node.Attributes.Flag("transB") ? (b[1], b[0]) : (b[0], b[1]);
        return k == l ? [m, n] : throw new ImportException($"its factors [{Sizes.Text(a)}] and [{Sizes.Text(b)}] do not fit together");
    }

    private static long[] Convolved(Operation node)
    {
        var (x, weight) = (node.Input(0).Dims, node.Input(1).Dims);
        if (x.Length < 3 || weight.Length != x.Length)
            throw new ImportException($"its input [{Sizes.Text(x)}] and weight [{Sizes.Text(weight)}] do not fit together");
        return [x[0], weight[0], .. Window.Of(node, weight[2..]).Select(static w => w.Count)];
    }

    private static long[] Transposed(Operation node)
    {
        var (x, weight) = (node.Input(0).Dims, node.Input(1).Dims);
        if (x.Length < 3 || weight.Length != x.Length)
            throw new ImportException($"its input [{Sizes.Text(x)}] and weight [{Sizes.Text(weight)}] do not fit together");
        return [x[0], weight[1] * node.Attributes.Int("group", 1), .. TransposedWindow.Of(node, weight[2..]).Select(static w => w.Count)];
    }

    private static long[] Flattened(Operation node)
    {
        var dims = node.Input(0).Dims;
        var axis = node.Attributes.Int("axis", 1) is var written && written == dims.Length ? dims.Length : Sizes.Axis(written, Math.Max(1, dims.Length));
        return [Sizes.Count(dims.Take(axis)), Sizes.Count(dims.Skip(axis))];
    }

    private static long[] Squeezed(Operation node)
    {
        var dims = node.Input(0).Dims;
        var axes = node.AxesOrNull(dims.Length) ?? [.. Enumerable.Range(0, dims.Length).Where(axis => dims[axis] == 1)];
        return axes.FirstOrDefault(axis => dims[axis] != 1, -1) is var wrong and >= 0
            ? throw new ImportException($"it removes axis {wrong}, whose size is {Sizes.Text([dims[wrong]])}")
            : [.. dims.Where((_, axis) => !axes.Contains(axis))];
    }

    private static long[] Unsqueezed(Operation node)
    {
        var dims = node.Input(0).Dims.ToList();
        var rank = dims.Count + node.Wholes("axes", 1).Length;
        foreach (var axis in node.AxesOrNull(rank)!)
            dims.Insert(Math.Min(axis, dims.Count), 1);
        return [.. dims];
    }

    /// <summary>The order that a Transpose gives its axes.</summary>
    public static int[] Permutation(Operation node)
    {
        var rank = node.Input(0).Rank;
        int[] order = node.Attributes.Ints("perm") is { } perm ? [.. perm.Select(axis => Sizes.Axis(axis, rank))] : [.. Enumerable.Range(0, rank).Reverse()];
        return order.Length == rank && order.Distinct().Count() == rank ? order : throw new ImportException("its perm does not name every axis once");
    }

    private static long[] Concatenated(Operation node)
    {
        var axis = node.Axis(node.Version < 4 ? 1 : 0);
        var given = node.Inputs.Select((_, i) => node.Input(i).Dims).ToList();
        // What is the same in every row was computed for one.
        var first = given.FirstOrDefault(static dims => dims.Any(Sizes.HasRows)) ?? given[0];
        var parts = given.Select((dims, i) =>
            node.Input(i).Constant is null || dims.Length != first.Length
                ? dims
                : [.. dims.Select((size, a) => a != axis && size == 1 && Sizes.HasRows(first[a]) ? first[a] : size)]).ToList();
        if (parts.Any(p => p.Length != first.Length || p.Where((size, a) => a != axis && size != first[a]).Any()))
            throw new ImportException($"the shapes {string.Join(", ", parts.Select(static p => $"[{Sizes.Text(p)}]"))} differ in another axis than {axis}");
        return With(first, axis, parts.Sum(p => p[axis]));
    }

    private static long[] Reduced(Operation node)
    {
        var (dims, axes) = (node.Input(0).Dims, node.Reduced());
        return node.Attributes.Flag("keepdims", otherwise: true)
            ? [.. dims.Select((size, axis) => axes.Contains(axis) ? 1 : size)]
            : [.. dims.Where((_, axis) => !axes.Contains(axis))];
    }

    private static long[] Blocks(Operation node, bool grows)
    {
        var (dims, size) = (node.Input(0).Dims, node.Attributes.Int("blocksize"));
        if (dims.Length != 4 || size is < 1 or > ushort.MaxValue || (grows ? dims[1] % (size * size) != 0 : dims[2] % size != 0 || dims[3] % size != 0))
            throw new ImportException($"its blocks of {size} do not divide [{Sizes.Text(dims)}]");
        return grows
            ? [dims[0], dims[1] / (size * size), checked(dims[2] * size), checked(dims[3] * size)]
            : [dims[0], checked(dims[1] * size * size), dims[2] / size, dims[3] / size];
    }

    private static long[][] Recurrent(Operation node)
    {
        var (x, recurrence) = (node.Input(0).Dims, node.Input(2).Dims);
        if (x.Length != 3 || recurrence.Length != 3)
            throw new ImportException($"its input [{Sizes.Text(x)}] and its recurrence weights [{Sizes.Text(recurrence)}] should have three axes each");
        var (directions, hidden) = (recurrence[0], recurrence[2]);
        return node.Attributes.Flag("layout")
            ? [[x[0], x[1], directions, hidden], [x[0], directions, hidden], [x[0], directions, hidden]]
            : [[x[0], directions, x[1], hidden], [directions, x[1], hidden], [directions, x[1], hidden]];
    }
}
