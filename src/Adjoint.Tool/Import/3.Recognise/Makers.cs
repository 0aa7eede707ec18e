using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Recognise;

/// <summary>Which node makes each value: what a formula is taken apart with.</summary>
internal sealed class Makers
{
    private readonly Dictionary<Value, Operation> makers = [];

    public void Add(Operation node)
    {
        foreach (var output in node.Outputs)
            makers[output] = node;
    }

    /// <summary>The node that makes a value, if it is of one of these types.</summary>
    public Operation? Of(Value? value, params string[] types) =>
        value is not null && makers.TryGetValue(value, out var node) && types.Contains(node.Type) && node.Output == value ? node : null;

    /// <summary>A value as c · u · v · …: products with numbers are taken apart as far as they go.</summary>
    public (double Factor, IReadOnlyList<Value> Values) Product(Value value)
    {
        var factor = 1.0;
        List<Value> values = [];
        Stack<Value> left = new([value]);
        while (left.TryPop(out var part) && values.Count + left.Count < MostFactors)
        {
            if (Number(part) is { } number)
            {
                factor *= number;
            }
            else if (Of(part, "Mul") is { } product)
            {
                left.Push(product.Input(1));
                left.Push(product.Input(0));
            }
            else if (Of(part, "Div") is { } quotient && Number(quotient.Input(1)) is { } divisor)
            {
                factor /= divisor;
                left.Push(quotient.Input(0));
            }
            else if (Of(part, "Pow") is { } power && Number(power.Input(1)) is { } exponent && exponent is (2 or 3))
            {
                for (var i = 0; i < exponent; i++)
                    left.Push(power.Input(0));
            }
            else
            {
                values.Add(part);
            }
        }
        values.AddRange(left);
        return (factor, values);
    }

    /// <summary>The other summand, where a value is a sum with a number.</summary>
    public Value? Plus(Value value, double number) => Of(value, "Add") is not { } sum ? null
        : Is(sum.Input(0), number) ? sum.Input(1) : Is(sum.Input(1), number) ? sum.Input(0) : null;

    /// <summary>The other factor, where a value is a product with a number.</summary>
    public Value? Unscaled(Value value, double factor)
    {
        if (Of(value, "Div") is { } quotient)
            return Is(quotient.Input(1), 1 / factor) ? quotient.Input(0) : null;
        return Of(value, "Mul") is not { } product ? null : Is(product.Input(1), factor) ? product.Input(0) : Is(product.Input(0), factor) ? product.Input(1) : null;
    }

    /// <summary>The other summand, where a value is a sum with another value.</summary>
    public Value? Beside(Value sum, Value value) => Of(sum, "Add") is not { } node ? null : node.Input(0) == value ? node.Input(1) : node.Input(1) == value ? node.Input(0) : null;

    public static double? Number(Value value) => value is { Constant: { Count: 1 } constant, IsTrained: false } ? constant[0] : null;

    public static bool Is(Value value, double number) => Number(value) is { } found && IsNear(found, number);

    /// <summary>Exporters write constants with the digits of a float, or fewer.</summary>
    public static bool IsNear(double a, double b) => Math.Abs(a - b) <= 1e-5 * Math.Abs(b);

    private const int MostFactors = 8;
}
