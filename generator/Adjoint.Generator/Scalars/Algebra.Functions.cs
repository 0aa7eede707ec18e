using static Adjoint.Generator.Scalars.Op;

namespace Adjoint.Generator.Scalars;

/// <content>Functions: those that overflow or lose digits as they are usually typed are known by their form, and computed by one that does not.</content>
internal sealed partial class Algebra
{
    private Expr Function(Op function, Expr[] arguments) => new Operation(function, [.. arguments]) switch
    {
        Operation(Log, Operation(Exp, var x)) => x,
        // ln(1 + eᵘ), which is infinite from u = 89 on in floats as it is typed.
        Operation(Log, var x) when OneMore(x) is { } less => Make(Log1p, less),
        Operation(Log1p, Operation(Exp, var x)) => Make(Softplus, x),
        Operation(Log, Operation(Sigmoid, var x)) => Make(Negate, Make(Softplus, Make(Negate, x))),
        // √(u²), whose derivative at 0 would be 0 / 0.
        Operation(Sqrt, Operation(Multiply, var x, var same)) when x == same => Make(Abs, x),
        Operation(Abs, Operation(Negate or Abs, var x)) => Make(Abs, x),
        Operation(Cos, Operation(Negate, var x)) => Make(Cos, x),
        Operation(Exp, Constant { Value: 0 }) => Constant(1),
        Operation(Max or Maximum or Min or Minimum, var x, var same) when x == same => x,
        Operation(Pow, var x, Constant exponent) => Power(x, exponent.Value) ?? Plain(function, arguments),
        _ => Plain(function, arguments),
    };

    /// <summary>a / (1 + eᵘ) = a σ(−u), and eᵘ / (1 + eᵘ) = σ(u): neither overflows.</summary>
    private Expr? Logistic(Expr a, Expr divisor)
    {
        if (OneMore(divisor) is not Operation(Exp, var exponent) exponential)
            return null;
        return a == exponential ? Make(Sigmoid, exponent) : Make(Multiply, a, Make(Sigmoid, Make(Negate, exponent)));
    }

    /// <summary>x, of 1 + x or x + 1.</summary>
    private static Expr? OneMore(Expr sum) => sum is Operation(Op.Add, var a, var b) ? (a.Is(1) ? b : b.Is(1) ? a : null) : null;

    /// <summary>A power whose exponent is a whole number up to 8, or a half of one, by multiplications.</summary>
    private Expr? Power(Expr x, double exponent)
    {
        if (exponent < 0 && Power(x, -exponent) is { } inverse)
            return Make(Divide, Constant(1), inverse);
        return exponent switch
        {
            0 => Constant(1),
            1 => x,
            0.5 => Make(Sqrt, x),
            1.5 => Make(Multiply, x, Make(Sqrt, x)),
            2 or 4 or 6 or 8 => Square(Power(x, exponent / 2)!),
            3 or 5 or 7 => Make(Multiply, Power(x, exponent - 1)!, x),
            _ => null,
        };
    }

    private Expr Square(Expr x) => Make(Multiply, x, x);
}
