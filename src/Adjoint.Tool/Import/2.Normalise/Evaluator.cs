using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Normalise;

/// <summary>Computes nodes whose inputs are all known: constants that exporters leave in the graph, and the shapes that it computes.</summary>
internal static class Evaluator
{
    /// <summary>The most numbers of a constant that is computed; one that is made of much fewer has <see cref="Room.OfNothing"/> at most.</summary>
    private const long MostNumbers = 1 << 26;

    private static readonly Dictionary<string, Func<double, double, double>> OfTwo = new(StringComparer.Ordinal)
    {
        ["Add"] = static (a, b) => a + b, ["Sub"] = static (a, b) => a - b, ["Mul"] = static (a, b) => a * b, ["Pow"] = Math.Pow,
        ["Min"] = Math.Min, ["Max"] = Math.Max, ["Sum"] = static (a, b) => a + b,
        ["And"] = static (a, b) => a != 0 && b != 0 ? 1 : 0, ["Or"] = static (a, b) => a != 0 || b != 0 ? 1 : 0, ["Xor"] = static (a, b) => a != 0 ^ b != 0 ? 1 : 0,
        ["Equal"] = static (a, b) => a == b ? 1 : 0, ["Less"] = static (a, b) => a < b ? 1 : 0, ["Greater"] = static (a, b) => a > b ? 1 : 0,
        ["LessOrEqual"] = static (a, b) => a <= b ? 1 : 0, ["GreaterOrEqual"] = static (a, b) => a >= b ? 1 : 0,
    };

    private static readonly Dictionary<string, Func<double, double>> OfOne = new(StringComparer.Ordinal)
    {
        ["Neg"] = static x => -x, ["Abs"] = Math.Abs, ["Sqrt"] = Math.Sqrt, ["Exp"] = Math.Exp, ["Log"] = Math.Log, ["Floor"] = Math.Floor, ["Ceil"] = Math.Ceiling,
        ["Round"] = static x => Math.Round(x, MidpointRounding.ToEven), ["Reciprocal"] = static x => 1 / x, ["Not"] = static x => x == 0 ? 1 : 0, ["Sign"] = static x => Math.Sign(x),
        ["Sin"] = Math.Sin, ["Cos"] = Math.Cos, ["Tanh"] = Math.Tanh, ["Relu"] = static x => Math.Max(x, 0), ["Sigmoid"] = static x => 1 / (1 + Math.Exp(-x)),
    };

    /// <summary>Whether a node of this type may be computed, though the language has no layer for it.</summary>
    public static bool Knows(string type) => OfOne.ContainsKey(type) || OfTwo.ContainsKey(type) || type is "Mod" or "Range" or "ConstantOfShape" or "ReduceProd";

    /// <summary>The values of the node's outputs, or null where it is not a node of the kind that is computed.</summary>
    public static Tensor[]? Evaluate(Operation node, TensorReader reader)
    {
        if (node.Type == "Constant")
            return [ConstantOf(node.Attributes, reader)];
        if (node.Type is "Shape" or "Size" && node.Input(0).Shape is { } shape)
            return [node.Type == "Size" ? Tensor.Of([], [Sizes.Count(shape)]) : ShapeOf(node, shape)];
        if (node.Type == "CastLike" && node.Input(0).Constant is { } cast)
            return [Tensor.Rounded(node.Input(1).Type, cast.Dims, cast.Numbers())];
        if (node.Inputs.Length == 0 || node.Inputs.Any(static i => i is not null && i.Constant is null) || node.InputOrNull(0) is null)
            return null;
        var x = node.Input(0).Constant!;
        if (OfOne.TryGetValue(node.Type, out var one))
            return [x.Map(one)];
        if (OfTwo.TryGetValue(node.Type, out var two) && node.Inputs.Length >= 2)
            return [Enumerable.Range(1, node.Inputs.Length - 1).Aggregate(x, (a, i) => Combined(a, node.Input(i).Constant!, two, node.Type))];
        return node.Type switch
        {
            "Div" => [Combined(x, node.Input(1).Constant!, x.IsFloating ? static (a, b) => a / b : static (a, b) => Math.Truncate(a / b), "Div")],
            "Mod" => [Combined(x, node.Input(1).Constant!, node.Attributes.Flag("fmod") ? static (a, b) => a % b : static (a, b) => a - b * Math.Floor(a / b), "Mod")],
            "Cast" => [Tensor.Rounded(TensorReader.TypeOf((int)node.Attributes.Int("to")), x.Dims, x.Numbers())],
            "Where" => [Chosen(x, node.Input(1).Constant!, node.Input(2).Constant!)],
            "Range" => [RangeOf(x, node.Input(1).Constant!, node.Input(2).Constant!)],
            "ConstantOfShape" => [Filled(x.Wholes(), node.Attributes.Tensor("value") is { } value ? reader.Read(value) : Tensor.Of([1], [0f]))],
            "ReduceProd" or "ReduceSum" or "ReduceMax" or "ReduceMin" or "ReduceMean" => [Reduced(node, x)],
            _ => Rearranger.Evaluate(node),
        };
    }

    private static Tensor ConstantOf(Attributes attributes, TensorReader reader) =>
        attributes.Tensor("value") is { } tensor ? reader.Read(tensor)
        : attributes.Has("value_float") ? Tensor.Of([], [attributes.Float("value_float")])
        : attributes.Has("value_int") ? Tensor.Of([], [attributes.Int("value_int")])
        : attributes.Floats("value_floats") is { } floats ? Tensor.Of([floats.Length], floats)
        : attributes.Ints("value_ints") is { } ints ? Tensor.Row(ints)
        : throw new ImportException("its constant is neither a tensor nor numbers");

    private static Tensor ShapeOf(Operation node, long[] shape)
    {
        int Clamped(long position) => (int)Math.Clamp(position < 0 ? position + shape.Length : position, 0, shape.Length);
        var (start, end) = (Clamped(node.Attributes.Int("start")), Clamped(node.Attributes.Int("end", shape.Length)));
        return Tensor.Row(shape[start..Math.Max(start, end)]);
    }

    private static Tensor Combined(Tensor a, Tensor b, Func<double, double, double> of, string type)
    {
        var dims = Sizes.Broadcast(a.Dims, b.Dims);
        Checked(dims, (long)a.Count + b.Count);
        var (ofA, ofB) = (Repeated(a.Dims, dims), Repeated(b.Dims, dims));
        var isTruth = type is "Equal" or "Less" or "Greater" or "LessOrEqual" or "GreaterOrEqual" or "And" or "Or" or "Xor";
        // Sizes may be products with the number of rows, which a double does not hold.
        if (!a.IsFloating && !b.IsFloating && type is "Add" or "Sub" or "Mul" or "Div")
            return Tensor.Of(dims, [.. Enumerable.Range(0, (int)Sizes.Count(dims)).Select(i => Whole(type, a.Whole(ofA(i)), b.Whole(ofB(i))))]);
        return Tensor.Rounded(isTruth ? NumberType.Truth : a.Type, dims, [.. Enumerable.Range(0, (int)Sizes.Count(dims)).Select(i => of(a[ofA(i)], b[ofB(i)]))]);
    }

    private static long Whole(string type, long a, long b)
    {
        try
        {
            return checked(type switch { "Add" => a + b, "Sub" => a - b, "Mul" => a * b, _ => a / b });
        }
        catch (Exception problem) when (problem is OverflowException or DivideByZeroException)
        {
            throw new ImportException($"{type} of {a} and {b} has no value");
        }
    }

    private static Tensor Chosen(Tensor condition, Tensor a, Tensor b)
    {
        var dims = Checked(Sizes.Broadcast(condition.Dims, Sizes.Broadcast(a.Dims, b.Dims)), (long)condition.Count + a.Count + b.Count);
        var (c, ofA, ofB) = (Repeated(condition.Dims, dims), Repeated(a.Dims, dims), Repeated(b.Dims, dims));
        return a.IsFloating
            ? Tensor.Rounded(a.Type, dims, [.. Enumerable.Range(0, (int)Sizes.Count(dims)).Select(i => condition[c(i)] != 0 ? a[ofA(i)] : b[ofB(i)])])
            : Tensor.Of(dims, [.. Enumerable.Range(0, (int)Sizes.Count(dims)).Select(i => condition[c(i)] != 0 ? a.Whole(ofA(i)) : b.Whole(ofB(i)))], a.Type);
    }

    private static Tensor RangeOf(Tensor start, Tensor limit, Tensor delta)
    {
        var count = Math.Max(0, Math.Ceiling((limit[0] - start[0]) / delta[0]));
        if (!(count <= Room.OfNothing))
            throw new ImportException("its range depends on the number of rows, or has no end");
        return Tensor.Rounded(start.Type, [(long)count], [.. Enumerable.Range(0, (int)count).Select(i => start[0] + i * delta[0])]);
    }

    /// <summary>Equal numbers. Those that are the same in every row are kept once.</summary>
    private static Tensor Filled(long[] dims, Tensor value)
    {
        dims = Checked(Rearranger.OnceForRows(dims));
        return value.Picked(dims, static _ => 0);
    }

    private static Tensor Reduced(Operation node, Tensor x)
    {
        var axes = node.Reduced();
        long[] kept = [.. x.Dims.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
        var (results, counts) = (new double[(int)Sizes.Count(kept)], new int[(int)Sizes.Count(kept)]);
        var place = Repeated(kept, x.Dims);
        for (var i = 0; i < x.Count; i++)
        {
            ref var result = ref results[place(i)];
            var isFirst = counts[place(i)]++ == 0;
            result = isFirst ? x[i] : node.Type switch
            {
                "ReduceProd" => result * x[i],
                "ReduceMax" => Math.Max(result, x[i]),
                "ReduceMin" => Math.Min(result, x[i]),
                _ => result + x[i],
            };
        }
        if (node.Type == "ReduceMean")
            results = [.. results.Select((sum, i) => sum / counts[i])];
        return Tensor.Rounded(x.Type, node.Attributes.Flag("keepdims", otherwise: true) ? kept : [.. x.Dims.Where((_, axis) => !axes.Contains(axis))], results);
    }

    /// <summary>Where the numbers of a repeated value are read, by NumPy's rule.</summary>
    public static Func<int, int> Repeated(long[] from, long[] to)
    {
        if (from.SequenceEqual(to))
            return static i => i;
        var (strides, places) = (Sizes.Strides(from), Sizes.Strides(to));
        return i =>
        {
            long rest = i, at = 0;
            for (var axis = 0; axis < to.Length; axis++)
            {
                var position = Math.DivRem(rest, places[axis], out rest);
                if (axis - to.Length + from.Length is var own and >= 0 && from[own] != 1)
                    at += position * strides[own];
            }
            return (int)at;
        };
    }

    /// <summary>The shape of a constant, if it is not too large for what it is made of.</summary>
    /// <param name="dims">The shape.</param>
    /// <param name="given">The numbers that it is made of.</param>
    public static long[] Checked(long[] dims, long given = 0) => Sizes.Count(dims) is var count && count <= Math.Min(MostNumbers, Math.Max(Room.OfNothing, 4 * given))
        ? dims
        : throw new ImportException(FormattableString.Invariant($"its constant of {count:N0} numbers is too large"));
}
