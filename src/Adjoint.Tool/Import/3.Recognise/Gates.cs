using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Recognise;

/// <summary>Activations that exporters write as formulas: x times a gate, a function of x that opens and closes.</summary>
internal static class Gates
{
    /// <summary>x · ½ (1 + erf(x/√2)).</summary>
    public static Operation? Gelu(Operation node, Makers makers) => Gated(node, makers, 0.5, gate =>
        makers.Plus(gate, 1) is { } erf && makers.Of(erf, "Erf") is { } function ? makers.Unscaled(function.Input(0), Math.Sqrt(0.5)) : null) is { } x ? Recogniser.Replace(node, "Gelu", [x]) : null;

    /// <summary>x · ½ (1 + tanh(√(2/π) (x + 0.044715 x³))).</summary>
    public static Operation? GeluTanh(Operation node, Makers makers) => Gated(node, makers, 0.5, gate =>
        makers.Plus(gate, 1) is { } tanh && makers.Of(tanh, "Tanh") is { } function ? OfCubic(makers, function.Input(0)) : null) is { } x ? Recogniser.Replace(node, "Gelu", [x], ("tanh", 1L)) : null;

    public static Operation? Swish(Operation node, Makers makers) =>
        Gated(node, makers, 1, gate => makers.Of(gate, "Sigmoid")?.Input(0)) is { } x ? Recogniser.Replace(node, "Swish", [x]) : null;

    public static Operation? Mish(Operation node, Makers makers) =>
        Gated(node, makers, 1, gate => makers.Of(makers.Of(gate, "Tanh")?.Input(0), "Softplus")?.Input(0)) is { } x ? Recogniser.Replace(node, "Mish", [x]) : null;

    /// <summary>x · min(max(x + 3, 0), 6) / 6, or x times a hard sigmoid.</summary>
    public static Operation? HardSwish(Operation node, Makers makers)
    {
        var x = Gated(node, makers, 1, gate => makers.Of(gate, "HardSigmoid") is { } hard && IsSixth(hard) ? hard.Input(0) : null) ?? Gated(node, makers, 1.0 / 6, gate => OfRelu6(makers, gate));
        return x is null ? null : Recogniser.Replace(node, "HardSwish", [x]);
    }

    /// <summary>min(max(x + 3, 0), 6) / 6.</summary>
    public static Operation? HardSigmoid(Operation node, Makers makers) =>
        Factors(node, makers) is var (factor, values) && values.Count == 1 && Makers.IsNear(factor, 1.0 / 6) && OfRelu6(makers, values[0]) is { } x
            ? Recogniser.Replace(node, "HardSigmoid", [x], ("alpha", 1f / 6), ("beta", 0.5f))
            : null;

    /// <summary>x / (1 + |x|).</summary>
    public static Operation? Softsign(Operation node, Makers makers) =>
        makers.Plus(node.Input(1), 1) is { } absolute && makers.Of(absolute, "Abs")?.Input(0) == node.Input(0) ? Recogniser.Replace(node, "Softsign", [node.Input(0)]) : null;

    /// <summary>The x of a product c · x · gate(x), where x may be a product itself; null where it is another kind of product.</summary>
    private static Value? Gated(Operation node, Makers makers, double factor, Func<Value, Value?> gateOf)
    {
        var (found, values) = Factors(node, makers);
        foreach (var gate in values)
        {
            if (gateOf(gate) is not { } x)
                continue;
            var (own, parts) = makers.Product(x);
            List<Value> rest = [.. values];
            rest.Remove(gate);
            if (Makers.IsNear(found, factor * own) && rest.Count == parts.Count && parts.All(rest.Remove))
                return x;
        }
        return null;
    }

    /// <summary>The factors of the node that is looked at, which is not a maker yet.</summary>
    private static (double Factor, IReadOnlyList<Value> Values) Factors(Operation node, Makers makers)
    {
        var left = makers.Product(node.Input(0));
        if (node.Type == "Div")
            return Makers.Number(node.Input(1)) is { } divisor ? (left.Factor / divisor, left.Values) : (0, []);
        var right = makers.Product(node.Input(1));
        return (left.Factor * right.Factor, [.. left.Values, .. right.Values]);
    }

    /// <summary>The x of √(2/π) (x + 0.044715 x³), or of √(2/π) x (1 + 0.044715 x²).</summary>
    private static Value? OfCubic(Makers makers, Value value)
    {
        const double Cubic = 0.044715;
        var (factor, values) = makers.Product(value);
        if (!Makers.IsNear(factor, Math.Sqrt(2 / Math.PI)))
            return null;
        bool IsPower(Value? part, Value x, int power) => part is not null && makers.Product(part) is var (c, xs) && Makers.IsNear(c, Cubic) && xs.Count == power && xs.All(v => v == x);
        if (values.Count == 1)
            return makers.Of(values[0], "Add") is { } sum ? sum.Inputs.FirstOrDefault(x => x is not null && IsPower(makers.Beside(values[0], x), x, 3)) : null;
        return values.Count == 2 ? values.FirstOrDefault(x => IsPower(makers.Plus(values[0] == x ? values[1] : values[0], 1), x, 2)) : null;
    }

    private static bool IsSixth(Operation hard) => Math.Abs(hard.Attributes.Float("alpha", 0.2f) - 1f / 6) < 1e-6f && hard.Attributes.Float("beta", 0.5f) == 0.5f;

    /// <summary>The x of min(max(x + 3, 0), 6); null where it is something else.</summary>
    private static Value? OfRelu6(Makers makers, Value value)
    {
        if (makers.Of(value, "Clip") is not { } clip || clip.Inputs.Skip(1).Any(static i => i is { Constant: null }))
            return null;
        var least = clip.Attributes.Has("min") ? clip.Attributes.Float("min") : clip.InputOrNull(1) is { } low ? Makers.Number(low) : null;
        var most = clip.Attributes.Has("max") ? clip.Attributes.Float("max") : clip.InputOrNull(2) is { } high ? Makers.Number(high) : null;
        return least is 0 && most is 6 ? makers.Plus(clip.Input(0), 3) : null;
    }
}
