using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Makes layers, with their shapes. What would change nothing is not made.</summary>
internal static class Build
{
    /// <summary>The most parts of one value that are written out, each as a layer.</summary>
    public const int MostParts = 4096;

    /// <summary>A layer that keeps the shape.</summary>
    public static Layer Keep(string word, Layer x, params object[] arguments) => new(word, [x], x.Shape) { Arguments = arguments };

    /// <summary>The same values in another shape. Of several changes the last is left.</summary>
    public static Layer Reshape(Layer x, IReadOnlyList<int> shape)
    {
        while (x.IsView)
            x = x.Inputs[0];
        if (x.Shape.SequenceEqual(shape))
            return x;
        // Axes of one position are put in behind an exchange of axes, not before it, where another exchange may undo it.
        if (OrderOf(x) is { } order && x.Inputs[0].Shape.Contains(1) && Sized(x.Shape).SequenceEqual(Sized(shape)))
            return Reshape(Permute(Reshape(x.Inputs[0], Sized(x.Inputs[0].Shape)), OrderOfSized(x.Inputs[0].Shape, order)), shape);
        return shape.Count == 1 ? new Layer("Flatten", [x], shape) : new Layer("Reshape", [x], shape) { Arguments = [.. shape.Cast<object>()] };
    }

    public static Layer Permute(Layer x, int[] order)
    {
        if (order.SequenceEqual(Enumerable.Range(0, order.Length)))
            return x;
        if (OrderOf(x) is { } before)
            return Permute(x.Inputs[0], [.. order.Select(axis => before[axis])]);
        if (x is { IsView: true, Inputs: [var viewed] } && OrderOf(viewed) is not null && x.Shape.Contains(1) && Sized(x.Shape).SequenceEqual(viewed.Shape))
            return Reshape(Permute(viewed, OrderOfSized(x.Shape, order)), [.. order.Select(axis => x.Shape[axis])]);
        int[] shape = [.. order.Select(axis => x.Shape[axis])];
        // Axes of one position move without any number moving.
        if (order.Where(axis => x.Shape[axis] > 1).SequenceEqual(order.Where(axis => x.Shape[axis] > 1).Order()))
            return Reshape(x, shape);
        var moved = Enumerable.Range(0, order.Length).Where(i => order[i] != i).ToList();
        if (moved.Count != 2)
            return new Layer("Permute", [x], shape) { Arguments = [.. order.Cast<object>()] };
        return new Layer("Transpose", [x], shape) { Arguments = moved[0] == order.Length - 2 ? [] : [moved[0], moved[1]] };
    }

    /// <summary>The sizes above 1.</summary>
    private static int[] Sized(IReadOnlyList<int> shape) => [.. shape.Where(static size => size > 1)];

    /// <summary>An order of axes, of those that have more than one position.</summary>
    private static int[] OrderOfSized(IReadOnlyList<int> shape, int[] order) => [.. order.Where(axis => shape[axis] > 1).Select(axis => shape.Take(axis).Count(static size => size > 1))];

    /// <summary>The order that a layer gives its axes; null where it does something else.</summary>
    public static int[]? OrderOf(Layer x)
    {
        if (x.Word == "Permute")
            return [.. x.Arguments.Cast<int>()];
        if (x.Word != "Transpose")
            return null;
        var order = Enumerable.Range(0, x.Shape.Count).ToArray();
        var (first, second) = x.Arguments.Count == 0 ? (order.Length - 2, order.Length - 1) : ((int)x.Arguments[0], (int)x.Arguments[1]);
        (order[first], order[second]) = (second, first);
        return order;
    }

    /// <summary>Some positions of one axis.</summary>
    public static Layer Slice(Layer x, int axis, long start, long count, long step = 1)
    {
        if (count < 1)
            throw new ImportException("it takes no position at all");
        if (start == 0 && count == x.Shape[axis])
            return x;
        return new Layer("Slice", [x], [.. x.Shape.Select((size, a) => a == axis ? (int)count : size)])
        {
            Arguments = [axis, (int)start, (int)count],
            Options = step == 1 || count == 1 ? [] : [("Step", (int)step)],
        };
    }

    public static Layer Concat(IReadOnlyList<Layer> parts, int axis) =>
        parts.Count == 1 ? parts[0] : new Layer("Concat", parts, [.. parts[0].Shape.Select((size, a) => a == axis ? parts.Sum(p => p.Shape[a]) : size)])
    {
        Options = axis == 0 ? [] : [("Axis", axis)],
    };

    /// <summary>The positions of one axis that a list names, in its order.</summary>
    public static Layer Pick(Layer x, int axis, IReadOnlyList<long> positions)
    {
        List<Layer> runs = [];
        for (var i = 0; i < positions.Count;)
        {
            var step = i + 1 < positions.Count ? positions[i + 1] - positions[i] : 1;
            var count = 1;
            while (step > 0 && i + count < positions.Count && positions[i + count] - positions[i + count - 1] == step)
                count++;
            if (runs.Count == MostParts)
                throw new ImportException(FormattableString.Invariant($"it takes positions in more runs than the {MostParts:N0} that are written out"));
            runs.Add(Slice(x, axis, positions[i], count, Math.Max(1, step)));
            i += count;
        }
        // A reversal may turn out to be one way of running through a loop; it is only judged if it stays.
        return Concat(runs, axis);
    }

    /// <summary>Values combined element by element, by NumPy's rule.</summary>
    public static Layer Merge(string word, params Layer[] values)
    {
        var rank = values.Max(static v => v.Shape.Count);
        var shape = new int[rank];
        for (var i = 1; i <= rank; i++)
            shape[^i] = values.Max(v => i <= v.Shape.Count ? v.Shape[^i] : 1);
        return new Layer(word, values, shape);
    }

    public static Layer Scale(Layer x, double factor) => factor == 1 ? x : Keep("Scale", x, factor);

    public static Layer Apply(Layer x, Function function) => Keep("Apply", x, function);

    /// <summary>The product of the last two axes, where axes before them agree or are on one side alone.</summary>
    public static Layer MatMul(Layer a, Layer b, bool transposeB = false)
    {
        var columns = transposeB ? b.Shape[^2] : b.Shape[^1];
        var before = a.Shape.Count >= b.Shape.Count ? a.Shape.SkipLast(2) : b.Shape.SkipLast(2);
        return new Layer("MatMul", [a, b], [.. before, a.Shape[^2], columns]) { Options = transposeB ? [("TransposeB", true)] : [] };
    }

    public static Layer Reduce(string word, Layer x, int[] axes, bool keepsAxes)
    {
        if (axes.Length == 0)
            return x;
        List<int> shape = [.. x.Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size).Where((_, axis) => keepsAxes || !axes.Contains(axis))];
        return new Layer(word, [x], shape.Count == 0 ? [1] : shape)
        {
            Arguments = axes.Length == x.Shape.Count ? [] : [.. axes.Order().Cast<object>()],
            Options = keepsAxes ? [("KeepAxes", true)] : [],
        };
    }

    /// <summary>A product along the last axis.</summary>
    /// <param name="x">What it reads.</param>
    /// <param name="weight">[units, inputs].</param>
    /// <param name="bias">[units]; null for none.</param>
    /// <param name="origins">The tensors of the file that they are.</param>
    public static Layer Dense(Layer x, Tensor weight, Tensor? bias, IReadOnlyList<Origin> origins)
    {
        var units = (int)weight.Dims[0];
        return new Layer("Dense", [x], [.. x.Shape.SkipLast(1), units])
        {
            Arguments = [units],
            Options = bias is null ? [("Bias", false)] : [],
            Tensors = bias is null ? [("weight", weight)] : [("weight", weight), ("bias", bias)],
            Origins = origins,
        };
    }

    /// <summary>A tensor as a value.</summary>
    public static Layer Variable(Tensor tensor, IReadOnlyList<Origin> origins, bool isFrozen) => new("Variable", [], [.. tensor.Dims.Select(static size => (int)size)])
    {
        Arguments = [.. tensor.Dims.Select(static size => (object)(int)size)],
        Options = isFrozen ? [("Frozen", true)] : [],
        Tensors = [("weight", tensor)],
        Origins = origins,
    };

    /// <summary>A list of sizes as an option: one number where they are equal, else the option in the plural; nothing where it says what is meant anyway.</summary>
    public static (string Name, object Value)[] PerAxis(string name, IReadOnlyList<long> sizes, long? usual)
    {
        int[] numbers = [.. sizes.Select(static size => checked((int)size))];
        return numbers.All(n => n == usual) ? [] : numbers.Distinct().Count() == 1 ? [(name, numbers[0])] : [(name + "s", numbers)];
    }
}
