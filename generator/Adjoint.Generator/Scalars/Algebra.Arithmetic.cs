using static Adjoint.Generator.Scalars.Op;

namespace Adjoint.Generator.Scalars;

/// <content>The four operations, and the negative.</content>
internal sealed partial class Algebra
{
    private Expr Sum(Expr a, Expr b)
    {
        if (a.Is(0))
            return b;
        if (b.Is(0))
            return a;
        if (b is Operation(Negate, var less))
            return Make(Subtract, a, less);
        if (a is Operation(Negate, var least))
            return Make(Subtract, b, least);
        if (a == b)
            return Make(Multiply, Constant(2), a);
        // Two parts of one choice, each zero where the other is not.
        if (a is Operation(Select, var condition, var x, var otherX) && b is Operation(Select, var same, var y, var otherY)
            && condition == same && (x.Is(0) || y.Is(0)) && (otherX.Is(0) || otherY.Is(0)))
            return Make(Select, condition, Sum(x, y), Sum(otherX, otherY));
        return Ordered(Op.Add, a, b);
    }

    private Expr Difference(Expr a, Expr b)
    {
        if (a == b)
            return Constant(0);
        if (b.Is(0))
            return a;
        if (a.Is(0))
            return Make(Negate, b);
        return (a, b) switch
        {
            (_, Operation(Negate, var more)) => Make(Op.Add, a, more),
            (Operation(Exp, var exponent), _) when b.Is(1) => Make(Expm1, exponent),
            // 1 − σ(u) = σ(−u), of which nothing is lost where σ is near 1.
            (_, Operation(Sigmoid, var u)) when a.Is(1) => Make(Sigmoid, Make(Negate, u)),
            _ => Plain(Subtract, a, b),
        };
    }

    private Expr Product(Expr a, Expr b)
    {
        if (b is Constant && a is not Scalars.Constant)
            return Product(b, a);
        if (a.Is(0) || b.Is(0))
            return Constant(0);
        if (a.Is(1))
            return b;
        if (a.Is(-1))
            return Make(Negate, b);
        return (a, b) switch
        {
            (Constant c, Operation(Negate, var inner)) => Product(Constant(-c.Value), inner),
            (Operation(Negate, var inner), _) => Make(Negate, Product(inner, b)),
            (_, Operation(Negate, var inner)) => Make(Negate, Product(a, inner)),
            // Constants meet, as those of powers do: 3 (2 x) is 6 x.
            (Constant c, Operation(Multiply, Constant d, var inner)) => Product(Constant(c.Value * d.Value), inner),
            (_, Operation(Multiply, Constant d, var inner)) => Product(d, Product(a, inner)),
            (Operation(Divide, var one, var divisor), _) when one.Is(1) => Quotient(b, divisor),
            (_, Operation(Divide, var one, var divisor)) when one.Is(1) => Quotient(a, divisor),
            _ => Ordered(Multiply, a, b),
        };
    }

    private Expr Quotient(Expr a, Expr b)
    {
        if (a.Is(0) || b.Is(1))
            return a;
        if (a == b)
            return Constant(1);
        if (b.Is(-1))
            return Make(Negate, a);
        return (a, b) switch
        {
            (Operation(Negate, var inner), _) => Make(Negate, Quotient(inner, b)),
            (_, Operation(Negate, var inner)) => Make(Negate, Quotient(a, inner)),
            _ => Logistic(a, b) ?? Plain(Divide, a, b),
        };
    }

    private Expr Negative(Expr a) => a switch
    {
        Operation(Negate, var inner) => inner,
        Operation(Subtract, var less, var more) => Make(Subtract, more, less),
        Operation(Multiply, Constant c, var inner) => Product(Constant(-c.Value), inner),
        _ => Plain(Negate, a),
    };

    /// <summary>Sums and products are the same in either order; one that is there is not made again the other way round.</summary>
    private Expr Ordered(Op op, Expr a, Expr b) => Has(new Operation(op, [b, a])) ? Plain(op, b, a) : Plain(op, a, b);
}
