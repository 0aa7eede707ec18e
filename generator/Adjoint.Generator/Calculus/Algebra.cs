using static Adjoint.Generator.Calculus.Ops;

namespace Adjoint.Generator.Calculus;

/// <summary>
/// Makes steps in their simplest form. Identities of real numbers are taken to hold wherever both sides are defined: x / x is 1 and 0 · x is 0. Order of evaluation
/// is left as the user wrote it, so that values agree with the function's own.
/// </summary>
/// <param name="isSingle">Whether numbers are floats.</param>
internal sealed partial class Algebra(bool isSingle) : GraphBuilder
{
    public override int Make(string op, params int[] arguments)
    {
        if (Fold(op, arguments) is { } constant)
            return constant;
        return op switch
        {
            Ops.Add => Sum(arguments[0], arguments[1]),
            Subtract => Difference(arguments[0], arguments[1]),
            Multiply => Product(arguments[0], arguments[1]),
            Divide => Quotient(arguments[0], arguments[1]),
            Negate => Negative(arguments[0]),
            True or False => Plain(op),
            Select => Choice(arguments[0], arguments[1], arguments[2]),
            And or Or or Not or Greater or GreaterOrEqual or Equal => Condition(op, arguments),
            _ => Function(op, arguments),
        };
    }

    protected override double Rounded(double value) => isSingle ? (float)value : value;

    private int Plain(string op, params int[] arguments) => base.Make(op, arguments);

    /// <summary>Arithmetic on constants, each step rounded as the generated code would round it.</summary>
    private int? Fold(string op, int[] arguments)
    {
        if (arguments.Length is 0 or > 2 || arguments.Any(a => this[a].Op != Ops.Constant))
            return null;
        var (a, b) = (this[arguments[0]].Value, this[arguments[arguments.Length - 1]].Value);
        return op switch
        {
            Ops.Add => Constant(a + b),
            Subtract => Constant(a - b),
            Multiply => Constant(a * b),
            Divide when b != 0 => Constant(a / b),
            Negate => Constant(-a),
            Greater => Truth(a > b),
            GreaterOrEqual => Truth(a >= b),
            Equal => Truth(a == b),
            "Abs" => Constant(Math.Abs(a)),
            "Sqrt" when a >= 0 => Constant(Math.Sqrt(a)),
            _ => null,
        };
    }

    private int Sum(int a, int b)
    {
        var (x, y) = (this[a], this[b]);
        if (x.IsConstant(0))
            return b;
        if (y.IsConstant(0))
            return a;
        if (y.Op == Negate)
            return Make(Subtract, a, y.Arguments[0]);
        if (x.Op == Negate)
            return Make(Subtract, b, x.Arguments[0]);
        if (a == b)
            return Make(Multiply, Constant(2), a);
        // Two parts of one choice, each zero where the other is not.
        if (x.Op == Select && y.Op == Select && x.Arguments[0] == y.Arguments[0] && (IsZero(x.Arguments[1]) || IsZero(y.Arguments[1])) && (IsZero(x.Arguments[2]) || IsZero(y.Arguments[2])))
            return Make(Select, x.Arguments[0], Sum(x.Arguments[1], y.Arguments[1]), Sum(x.Arguments[2], y.Arguments[2]));
        return Ordered(Ops.Add, a, b);
    }

    private int Difference(int a, int b)
    {
        var (x, y) = (this[a], this[b]);
        if (a == b)
            return Constant(0);
        if (y.IsConstant(0))
            return a;
        if (x.IsConstant(0))
            return Make(Negate, b);
        if (y.Op == Negate)
            return Make(Ops.Add, a, y.Arguments[0]);
        if (x.Op == "Exp" && y.IsConstant(1))
            return Make("Expm1", x.Arguments[0]);
        // 1 − σ(u) = σ(−u), of which nothing is lost where σ is near 1.
        if (x.IsConstant(1) && y.Op == "Sigmoid")
            return Make("Sigmoid", Make(Negate, y.Arguments[0]));
        return Plain(Subtract, a, b);
    }

    private int Product(int a, int b)
    {
        var (x, y) = (this[a], this[b]);
        if (y.Op == Ops.Constant && x.Op != Ops.Constant)
            return Product(b, a);
        if (x.IsConstant(0) || y.IsConstant(0))
            return Constant(0);
        if (x.IsConstant(1))
            return b;
        if (x.IsConstant(-1))
            return Make(Negate, b);
        if (x.Op == Ops.Constant && y.Op == Negate)
            return Product(Constant(-x.Value), y.Arguments[0]);
        if (x.Op == Negate)
            return Make(Negate, Product(x.Arguments[0], b));
        if (y.Op == Negate)
            return Make(Negate, Product(a, y.Arguments[0]));
        // Constants meet, as those of powers do: 3 (2 x) is 6 x.
        if (x.Op == Ops.Constant && y.Op == Multiply && this[y.Arguments[0]].Op == Ops.Constant)
            return Product(Constant(x.Value * this[y.Arguments[0]].Value), y.Arguments[1]);
        if (y.Op == Multiply && this[y.Arguments[0]].Op == Ops.Constant)
            return Product(y.Arguments[0], Product(a, y.Arguments[1]));
        if (x.Op == Divide && this[x.Arguments[0]].IsConstant(1))
            return Quotient(b, x.Arguments[1]);
        if (y.Op == Divide && this[y.Arguments[0]].IsConstant(1))
            return Quotient(a, y.Arguments[1]);
        return Ordered(Multiply, a, b);
    }

    private int Quotient(int a, int b)
    {
        var (x, y) = (this[a], this[b]);
        if (x.IsConstant(0))
            return a;
        if (y.IsConstant(1))
            return a;
        if (a == b)
            return Constant(1);
        if (y.IsConstant(-1))
            return Make(Negate, a);
        if (x.Op == Negate)
            return Make(Negate, Quotient(x.Arguments[0], b));
        if (y.Op == Negate)
            return Make(Negate, Quotient(a, y.Arguments[0]));
        return Logistic(a, y) ?? Plain(Divide, a, b);
    }

    private int Negative(int a) => this[a] switch
    {
        { Op: Negate } x => x.Arguments[0],
        { Op: Subtract } x => Make(Subtract, x.Arguments[1], x.Arguments[0]),
        { Op: Multiply } x when this[x.Arguments[0]].Op == Ops.Constant => Product(Constant(-this[x.Arguments[0]].Value), x.Arguments[1]),
        _ => Plain(Negate, a),
    };

    /// <summary>Sums and products are the same in either order; one that is there is not made again the other way round. Constants come first.</summary>
    private int Ordered(string op, int a, int b)
    {
        var swap = this[a].Op == Ops.Constant || this[b].Op == Ops.Constant ? this[a].Op != Ops.Constant : Has(new Operation(op, [b, a]));
        return swap ? Plain(op, b, a) : Plain(op, a, b);
    }

    private bool IsZero(int step) => this[step].IsConstant(0);
}
