using static Adjoint.Generator.Scalars.Op;

namespace Adjoint.Generator.Scalars;

/// <content>Conditions and choices.</content>
internal sealed partial class Algebra
{
    private Expr Truth(bool value) => Plain(value ? True : False);

    private Expr Choice(Expr condition, Expr then, Expr otherwise)
    {
        switch (condition)
        {
            case Operation { Op: True }:
                return then;
            case Operation { Op: False }:
                return otherwise;
            case Operation(Not, var contrary):
                return Choice(contrary, otherwise, then);
        }
        // The same question is not asked twice.
        (then, otherwise) = (Given(condition, true, then, 4), Given(condition, false, otherwise, 4));
        return then == otherwise ? then : Plain(Select, condition, then, otherwise);
    }

    /// <summary>A step where a condition is known, as far as that is seen within a few steps.</summary>
    private Expr Given(Expr condition, bool holds, Expr step, int depth)
    {
        if (step is Operation(Select, var asked, var then, var otherwise) && asked == condition)
            return holds ? then : otherwise;
        if (depth == 0 || step is not Operation { Op: Op.Add or Subtract or Multiply or Negate } made)
            return step;
        var arguments = made.Arguments.Select(a => Given(condition, holds, a, depth - 1)).ToEquatableArray();
        return arguments == made.Arguments ? step : Make(made.Op, [.. arguments]);
    }

    private Expr Condition(Op op, Expr[] arguments)
    {
        var (a, b) = (arguments[0], arguments[arguments.Length - 1]);
        return op switch
        {
            And when Is(a, True) || a == b => b,
            And when Is(b, True) => a,
            And when Is(a, False) || Is(b, False) || AreOpposite(a, b) => Truth(false),
            Or when Is(a, False) || a == b => b,
            Or when Is(b, False) => a,
            Or when Is(a, True) || Is(b, True) || AreOpposite(a, b) => Truth(true),
            // a or (not a and b) is a or b.
            Or when b is Operation(And, var first, var second) && AreOpposite(first, a) => Make(Or, a, second),
            Or when b is Operation(And, var first, var second) && AreOpposite(second, a) => Make(Or, a, first),
            Not when a is Operation(Not, var inner) => inner,
            Not when Is(a, True) || Is(a, False) => Truth(Is(a, False)),
            Greater when a == b => Truth(false),
            _ => Plain(op, arguments),
        };
    }

    private static bool AreOpposite(Expr a, Expr b) => IsNot(a, b) || IsNot(b, a);

    private static bool IsNot(Expr a, Expr b) => a is Operation(Not, var inner) && inner == b;
}
