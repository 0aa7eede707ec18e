using static Adjoint.Generator.Calculus.Ops;

namespace Adjoint.Generator.Calculus;

/// <content>Conditions and choices.</content>
internal sealed partial class Algebra
{
    private int Truth(bool value) => Plain(value ? True : False);

    private int Choice(int condition, int then, int otherwise) => this[condition].Op switch
    {
        True => then,
        False => otherwise,
        Not => Choice(this[condition].Arguments[0], otherwise, then),
        _ when then == otherwise => then,
        // The same question is not asked twice.
        _ when this[then].Op == Select && this[then].Arguments[0] == condition => Choice(condition, this[then].Arguments[1], otherwise),
        _ when this[otherwise].Op == Select && this[otherwise].Arguments[0] == condition => Choice(condition, then, this[otherwise].Arguments[2]),
        _ => Plain(Select, condition, then, otherwise),
    };

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
