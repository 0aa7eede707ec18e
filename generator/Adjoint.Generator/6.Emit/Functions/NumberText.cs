using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Emit;

/// <summary>Formulas of single numbers as C#.</summary>
/// <param name="isSingle">Whether numbers are floats.</param>
/// <param name="input">How an input is written.</param>
/// <param name="callsAreSingle">Whether methods of the user's take floats.</param>
internal sealed class NumberText(bool isSingle, Func<int, string> input, bool callsAreSingle) : FormulaText
{
    private readonly Dictionary<Expr, Written> known = [];

    private string Type => isSingle ? "float" : "double";

    private string Class => isSingle ? "global::System.MathF" : "global::System.Math";

    /// <summary>Gives a formula a name, which is written in its place from now on.</summary>
    public void Name(Expr formula, string name) => known[formula] = new(name, Level.Primary);

    /// <summary>The arguments of a method of the user's, in its own precision.</summary>
    public string ArgumentsOf(Call call) => isSingle || !callsAreSingle ? List(call.Arguments) : string.Join(", ", call.Arguments.Select(a => $"(float)({Of(a)})"));

    protected override Written Spell(Expr formula)
    {
        if (!known.TryGetValue(formula, out var written))
            known.Add(formula, written = Write(formula));
        return written;
    }

    protected override Written Write(Expr formula) => formula switch
    {
        Input i => new(input(i.Index), Level.Primary),
        Constant c => new(isSingle ? Literal.Of((float)c.Value) : Literal.Of(c.Value), c.Value < 0 ? Level.Unary : Level.Primary),
        Call { Part: null } c => new($"{c.Method}({ArgumentsOf(c)})", Level.Primary),
        Operation o => Write(o),
        _ => throw new InvalidOperationException($"No spelling for {formula}."),
    };

    private Written Write(Operation step) => step.Op switch
    {
        Op.True or Op.False => new(step.Op == Op.True ? "true" : "false", Level.Primary),
        Op.Add => Infix(step, "+", Level.Sum),
        Op.Subtract => Infix(step, "-", Level.Sum),
        Op.Multiply => Infix(step, "*", Level.Product),
        Op.Divide => Infix(step, "/", Level.Product),
        Op.Remainder => Infix(step, "%", Level.Product),
        Op.Negate => new("-" + At(step.Arguments[0], Level.Primary), Level.Unary),
        Op.Not => new("!" + At(step.Arguments[0], Level.Primary), Level.Unary),
        Op.Greater => Comparison(step, ">", "<"),
        Op.GreaterOrEqual => Comparison(step, ">=", "<="),
        Op.Equal => Infix(step, "==", Level.Equality),
        Op.And => Infix(step, "&&", Level.And),
        Op.Or => Infix(step, "||", Level.Or),
        Op.Select => new($"{At(step.Arguments[0], Level.Or)} ? {At(step.Arguments[1], Level.Or)} : {At(step.Arguments[2], Level.Choice)}", Level.Choice),
        Op.Sign => new($"({Type}){Class}.Sign({List(step.Arguments)})", Level.Unary),
        Op.MultiplyAdd => Function(Class + ".FusedMultiplyAdd", step),
        Op.Maximum => Function(Class + ".Max", step),
        Op.Minimum => Function(Class + ".Min", step),
        Op.Exp2 or Op.Hypot => Function($"{Type}.{step.Op}", step),
        Op.Sigmoid or Op.Softplus or Op.Erf or Op.Expm1 or Op.Log1p => Function($"global::Adjoint.SpecialFunctions.{step.Op}", step),
        _ => Function($"{Class}.{step.Op}", step),
    };

    /// <summary>0 &gt; x reads better as x &lt; 0.</summary>
    private Written Comparison(Operation step, string sign, string turned)
    {
        var (left, right) = (At(step.Arguments[0], Level.Sum), At(step.Arguments[1], Level.Sum));
        return new(char.IsDigit(left[0]) || left[0] == '-' ? $"{right} {turned} {left}" : $"{left} {sign} {right}", Level.Relation);
    }
}
