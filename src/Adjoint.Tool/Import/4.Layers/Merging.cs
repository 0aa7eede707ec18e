using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Values combined element by element. A single number becomes part of a formula, and a tensor a value of the network.</summary>
internal static class Merging
{
    public static void Add(Operation node, LayerBuilder to)
    {
        if (node.Inputs.Length == 2 && Number(node, 1) is { } right)
            to.Set(node.Output, right == 0 ? Whole(node, 0, to) : to.Apply(Whole(node, 0, to), "Plus", $"x + {to.Number(right)}"));
        else if (node.Inputs.Length == 2 && Number(node, 0) is { } left)
            to.Set(node.Output, left == 0 ? Whole(node, 1, to) : to.Apply(Whole(node, 1, to), "Plus", $"x + {to.Number(left)}"));
        else
            to.Set(node.Output, Positions(node, to) ?? Combined("Add", node, to));
    }

    /// <summary>A trained vector for each position of a sequence.</summary>
    private static Layer? Positions(Operation node, LayerBuilder to)
    {
        for (var i = 0; i < 2 && node.Inputs.Length == 2; i++)
        {
            var (x, table) = (node.Input(i), node.Input(1 - i));
            if (table.Constant is not { } positions
                || x.Constant is not null
                || !table.IsTrained
                || table.IsComputed
                || to[x] is not { Shape.Count: 2 } layer
                || positions.Count != layer.Size
                || x.Rank != node.Output.Rank)
                continue;
            return new Layer("PositionEmbedding", [layer], layer.Shape) { Tensors = [("weight", positions.As(layer.Shape[0], layer.Shape[1]))], Origins = Layer.OriginsOf(table) };
        }
        return null;
    }

    public static void Subtract(Operation node, LayerBuilder to) => to.Set(node.Output,
        Number(node, 1) is { } right ? to.Apply(Whole(node, 0, to), "Minus", $"x - {to.Number(right)}")
        : Number(node, 0) is { } left ? left == 0 ? Build.Scale(Whole(node, 1, to), -1) : to.Apply(Whole(node, 1, to), "From", $"{to.Number(left)} - x")
        : Combined("Subtract", node, to));

    public static void Multiply(Operation node, LayerBuilder to) => to.Set(node.Output,
        Number(node, 1) is { } right ? Build.Scale(Whole(node, 0, to), right)
        : Number(node, 0) is { } left ? Build.Scale(Whole(node, 1, to), left)
        : node.Input(0) == node.Input(1) ? to.Apply(to[node.Input(0)], "Square", "x * x")
        : Combined("Multiply", node, to));

    public static void Divide(Operation node, LayerBuilder to)
    {
        if (Number(node, 1) is { } right)
            to.Set(node.Output, Build.Scale(Whole(node, 0, to), 1 / right));
        else if (Number(node, 0) is { } left)
            to.Set(node.Output, to.Apply(Whole(node, 1, to), left == 1 ? "Reciprocal" : "Over", $"{to.Number(left)} / x"));
        else if (node.Input(1).Constant is { } divisor)
            to.Set(node.Output, Build.Merge("Multiply", to.Operand(node.Input(0), node.Output), to.Operand(Changed(node.Input(1), divisor.Map(static x => 1 / x)), node.Output)));
        else
            to.Set(node.Output, Build.Merge("Multiply", to.Operand(node.Input(0), node.Output), to.Apply(to.Operand(node.Input(1), node.Output), "Reciprocal", "1 / x")));
    }

    public static void Mean(Operation node, LayerBuilder to) => to.Set(node.Output, Build.Scale(Combined("Add", node, to), 1.0 / node.Inputs.Length));

    public static void Max(Operation node, LayerBuilder to) => to.Set(node.Output, Extreme(node, to, isLargest: true));

    public static void Min(Operation node, LayerBuilder to) => to.Set(node.Output, Extreme(node, to, isLargest: false));

    /// <summary>A power with a known exponent is a function; of two values it is e^(y ln x), which needs x above 0.</summary>
    public static void Pow(Operation node, LayerBuilder to) => to.Set(node.Output,
        Number(node, 1) is { } exponent ? Power(Whole(node, 0, to), exponent, to)
        : node.Input(1).Constant is { IsFloating: false } whole ? Exponential(
            to.Operand(node.Input(0), node.Output),
            to.Operand(Changed(node.Input(1), Tensor.Of(whole.Dims, whole.Numbers())), node.Output),
            to)
        : Number(node, 0) is { } root ? to.Apply(Whole(node, 1, to), "Exponential", to.Call("Exp", $"{to.Number(Math.Log(root))} * x"))
        : Exponential(to.Operand(node.Input(0), node.Output), to.Operand(node.Input(1), node.Output), to));

    /// <summary>A choice, m a + (1 − m) b. One that does not depend on the input, as attention's masks are, has m as a constant.</summary>
    public static void Where(Operation node, LayerBuilder to)
    {
        if (node.Input(0).Constant is not { } condition)
        {
            Compared(node, to);
            return;
        }
        Layer Chosen(int input, Func<double, double> weight)
        {
            var mask = Changed(node.Input(0), Tensor.Rounded(to.IsDouble ? NumberType.Double : NumberType.Float, condition.Dims, condition.Map(weight).Numbers()));
            // Nothing is left of −∞ times 0 but NaN; the most negative number chooses as well in a softmax.
            return Number(node, input) is { } number
                ? to.Operand(Changed(mask, mask.Constant!.Map(m => m == 0 ? 0 : Math.Clamp(number, -float.MaxValue, float.MaxValue))), node.Output)
                : Build.Merge("Multiply", to.Operand(node.Input(input), node.Output), to.Operand(mask, node.Output));
        }

        to.Set(node.Output, Number(node, 1) is 0 ? Chosen(2, static c => 1 - c) : Number(node, 2) is 0 ? Chosen(1, static c => c)
            : Build.Merge("Add", Chosen(1, static c => c), Chosen(2, static c => 1 - c)));
    }

    private static void Compared(Operation node, LayerBuilder to)
    {
        var truth = to.Operand(node.Input(0), node.Output);
        // Nothing is left of −∞ times 0 but NaN.
        Layer Chosen(int input, Layer where) => Number(node, input) is { } number
            ? Build.Scale(where, Math.Clamp(number, -float.MaxValue, float.MaxValue))
            : Build.Merge("Multiply", to.Operand(node.Input(input), node.Output), where);
        Layer Otherwise() => to.Apply(truth, "Not", "1 - x");
        to.Set(node.Output, Number(node, 1) is 0 ? Chosen(2, Otherwise()) : Number(node, 2) is 0 ? Chosen(1, truth) : Build.Merge("Add", Chosen(1, truth), Chosen(2, Otherwise())));
    }

    private static Layer Extreme(Operation node, LayerBuilder to, bool isLargest)
    {
        var scalars = Enumerable.Range(0, node.Inputs.Length).Select(i => Number(node, i)).ToList();
        var values = Enumerable.Range(0, node.Inputs.Length).Where(i => scalars[i] is null).Select(i => to.Operand(node.Input(i), node.Output)).ToList();
        // max(a, b) = a + (b − a)⁺, min(a, b) = a − (a − b)⁺
        var value = values.Aggregate((a, b) => isLargest
            ? Build.Merge("Add", Build.Keep("ReLU", Build.Merge("Subtract", b, a)), a)
            : Build.Merge("Subtract", a, Build.Keep("ReLU", Build.Merge("Subtract", a, b))));
        foreach (var number in scalars.OfType<double>())
            value = isLargest && number == 0 ? Build.Keep("ReLU", value) : Formulas.Clipped(to, value, isLargest ? number : null, isLargest ? null : number);
        return value;
    }

    private static Layer Power(Layer x, double exponent, LayerBuilder to) => exponent switch
    {
        1 => x,
        2 => to.Apply(x, "Square", "x * x"),
        3 => to.Apply(x, "Cube", "x * x * x"),
        0.5 => to.Apply(x, "Sqrt", to.Call("Sqrt", "x")),
        -1 => to.Apply(x, "Reciprocal", "1 / x"),
        -0.5 => to.Apply(x, "InverseSqrt", $"1 / {to.Call("Sqrt", "x")}"),
        4 => to.Apply(x, "FourthPower", "x * x * (x * x)"),
        _ => to.Apply(x, "Power", to.Call("Exp", $"{to.Number(exponent)} * {to.Call("Log", "x")}")),
    };

    private static Layer Exponential(Layer x, Layer y, LayerBuilder to) => to.Apply(Build.Merge("Multiply", to.Apply(x, "Log", to.Call("Log", "x")), y), "Exp", to.Call("Exp", "x"));

    private static Layer Combined(string word, Operation node, LayerBuilder to) => Build.Merge(word, [.. node.Inputs.Select((_, i) => to.Operand(node.Input(i), node.Output))]);

    /// <summary>The number that an input is. The other input has to have the output's shape then.</summary>
    private static double? Number(Operation node, int input) =>
        LayerBuilder.Scalar(node.Input(input), node.Output) is { } number && (node.Inputs.Length != 2 || node.Input(1 - input) is { Constant: null } or { IsTrained: true }) ? number : null;

    private static Layer Whole(Operation node, int input, LayerBuilder to) => to.Operand(node.Input(input), node.Output);

    private static Value Changed(Value value, Tensor tensor) => new(value.Name) { Shape = tensor.Dims, Type = tensor.Type, Constant = tensor };
}
