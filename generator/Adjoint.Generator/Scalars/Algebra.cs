using static Adjoint.Generator.Scalars.Op;

namespace Adjoint.Generator.Scalars;

/// <summary>
/// Makes steps in their simplest form. Identities of real numbers are taken to hold wherever both sides are defined: x / x is 1 and 0 · x is 0. Order of evaluation
/// is left as the user wrote it, so that values agree with the function's own.
/// </summary>
/// <param name="isSingle">Whether numbers are floats.</param>
internal sealed partial class Algebra(bool isSingle) : GraphBuilder
{
    public override Expr Make(Op op, params Expr[] arguments)
    {
        if (Fold(op, arguments) is { } constant)
            return constant;
        return op switch
        {
            Op.Add => Sum(arguments[0], arguments[1]),
            Subtract => Difference(arguments[0], arguments[1]),
            Multiply => Product(arguments[0], arguments[1]),
            Divide => Quotient(arguments[0], arguments[1]),
            Negate => Negative(arguments[0]),
            True or False => Plain(op),
            Select => Choice(arguments[0], arguments[1], arguments[2]),
            _ when op.IsCondition() => Condition(op, arguments),
            _ => Function(op, arguments),
        };
    }

    protected override double Rounded(double value) => isSingle ? (float)value : value;

    private Expr Plain(Op op, params Expr[] arguments) => base.Make(op, arguments);

    private static bool Is(Expr step, Op op) => step is Operation o && o.Op == op;

    /// <summary>Arithmetic on constants, each step rounded as the generated code would round it.</summary>
    private Expr? Fold(Op op, Expr[] arguments)
    {
        if (arguments.Length is 0 or > 2 || arguments.Any(static a => a is not Scalars.Constant))
            return null;
        var (a, b) = (((Constant)arguments[0]).Value, ((Constant)arguments[arguments.Length - 1]).Value);
        return op switch
        {
            Op.Add => Constant(a + b),
            Subtract => Constant(a - b),
            Multiply => Constant(a * b),
            Divide when b != 0 => Constant(a / b),
            Negate => Constant(-a),
            Greater => Truth(a > b),
            GreaterOrEqual => Truth(a >= b),
            Op.Equal => Truth(a == b),
            Abs => Constant(Math.Abs(a)),
            Sqrt when a >= 0 => Constant(Math.Sqrt(a)),
            _ => null,
        };
    }
}
