using static Adjoint.Generator.Calculus.Ops;

namespace Adjoint.Generator.Calculus;

/// <content>Conditions and choices.</content>
internal sealed partial class Algebra
{
    private int Truth(bool value) => Plain(value ? True : False);

    private int Choice(int condition, int then, int otherwise)
    {
        switch (this[condition].Op)
        {
            case True:
                return then;
            case False:
                return otherwise;
            case Not:
                return Choice(this[condition].Arguments[0], otherwise, then);
        }
        // The same question is not asked twice.
        (then, otherwise) = (Given(condition, true, then, 4), Given(condition, false, otherwise, 4));
        return then == otherwise ? then : Plain(Select, condition, then, otherwise);
    }

    /// <summary>A step where a condition is known, as far as that is seen within a few steps.</summary>
    private int Given(int condition, bool holds, int step, int depth)
    {
        var made = this[step];
        if (made.Op == Select && made.Arguments[0] == condition)
            return made.Arguments[holds ? 1 : 2];
        if (depth == 0 || made.Op is not (Ops.Add or Subtract or Multiply or Negate))
            return step;
        var arguments = made.Arguments.Select(a => Given(condition, holds, a, depth - 1)).ToArray();
        return arguments.SequenceEqual(made.Arguments) ? step : Make(made.Op, arguments);
    }

    private int Condition(string op, int[] arguments)
    {
        var (a, b) = (arguments[0], arguments[arguments.Length - 1]);
        return op switch
        {
            And when this[a].Op == True || a == b => b,
            And when this[b].Op == True => a,
            And when this[a].Op == False || this[b].Op == False || Opposite(a, b) => Truth(false),
            Or when this[a].Op == False || a == b => b,
            Or when this[b].Op == False => a,
            Or when this[a].Op == True || this[b].Op == True || Opposite(a, b) => Truth(true),
            // a or (not a and b) is a or b.
            Or when this[b].Op == And && Opposite(this[b].Arguments[0], a) => Make(Or, a, this[b].Arguments[1]),
            Or when this[b].Op == And && Opposite(this[b].Arguments[1], a) => Make(Or, a, this[b].Arguments[0]),
            Not when this[a].Op == Not => this[a].Arguments[0],
            Not when this[a].Op is True or False => Truth(this[a].Op == False),
            Greater when a == b => Truth(false),
            _ => Plain(op, arguments),
        };
    }

    private bool Opposite(int a, int b) => (this[a].Op == Not && this[a].Arguments[0] == b) || (this[b].Op == Not && this[b].Arguments[0] == a);
}
