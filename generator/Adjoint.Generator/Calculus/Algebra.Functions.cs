using static Adjoint.Generator.Calculus.Ops;

namespace Adjoint.Generator.Calculus;

/// <content>Functions: those that overflow or lose digits as they are usually typed are known by their form, and computed by one that does not.</content>
internal sealed partial class Algebra
{
    private int Function(string name, int[] arguments)
    {
        var x = this[arguments[0]];
        return name switch
        {
            "Log" when x.Op == "Exp" => x.Arguments[0],
            // ln(1 + eᵘ), which is infinite from u = 89 on in floats as it is typed.
            "Log" when x.Op == Ops.Add && this[x.Arguments[0]].IsConstant(1) => Make("Log1p", x.Arguments[1]),
            "Log1p" when x.Op == "Exp" => Make("Softplus", x.Arguments[0]),
            "Log" when x.Op == "Sigmoid" => Make(Negate, Make("Softplus", Make(Negate, x.Arguments[0]))),
            // √(u²), whose derivative at 0 would be 0 / 0.
            "Sqrt" when x.Op == Multiply && x.Arguments[0] == x.Arguments[1] => Make("Abs", x.Arguments[0]),
            "Abs" when x.Op is Negate or "Abs" => Make("Abs", x.Arguments[0]),
            "Cos" when x.Op == Negate => Make("Cos", x.Arguments[0]),
            "Exp" when x.IsConstant(0) => Constant(1),
            "Max" or "Min" when arguments[0] == arguments[1] => arguments[0],
            "Pow" when this[arguments[1]] is { Op: Ops.Constant, Value: var exponent } => Power(arguments[0], exponent) ?? Plain(name, arguments),
            _ => Plain(name, arguments),
        };
    }

    /// <summary>a / (1 + eᵘ) = a σ(−u), and eᵘ / (1 + eᵘ) = σ(u): neither overflows.</summary>
    private int? Logistic(int a, Operation divisor)
    {
        if (divisor.Op != Ops.Add || !this[divisor.Arguments[0]].IsConstant(1) || this[divisor.Arguments[1]] is not { Op: "Exp" } exponential)
            return null;
        return a == divisor.Arguments[1]
            ? Make("Sigmoid", exponential.Arguments[0])
            : Make(Multiply, a, Make("Sigmoid", Make(Negate, exponential.Arguments[0])));
    }

    /// <summary>A power whose exponent is a whole number up to 8, or a half of one, by multiplications.</summary>
    private int? Power(int x, double exponent)
    {
        if (exponent < 0 && Power(x, -exponent) is { } inverse)
            return Make(Divide, Constant(1), inverse);
        return exponent switch
        {
            0 => Constant(1),
            1 => x,
            0.5 => Make("Sqrt", x),
            1.5 => Make(Multiply, x, Make("Sqrt", x)),
            2 or 4 or 6 or 8 => Square(Power(x, exponent / 2)!.Value),
            3 or 5 or 7 => Make(Multiply, Power(x, exponent - 1)!.Value, x),
            _ => null,
        };
    }

    private int Square(int x) => Make(Multiply, x, x);
}
