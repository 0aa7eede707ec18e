using Adjoint.Generator.Calculus;

namespace Adjoint.Generator.Emit;

/// <summary>One step as an expression of C#.</summary>
/// <param name="isSingle">Whether numbers are floats.</param>
/// <param name="input">How an input is written.</param>
/// <param name="callsAreSingle">Whether methods of the user's take floats.</param>
internal sealed class Spelling(bool isSingle, Func<int, string> input, bool callsAreSingle)
{
    private static readonly HashSet<string> Special = new(["Sigmoid", "Softplus", "Erf", "Expm1", "Log1p"], StringComparer.Ordinal);

    /// <summary>The expression, and how strongly it binds.</summary>
    /// <param name="step">The step.</param>
    /// <param name="argument">How the arguments are written.</param>
    public (string Text, int Level) Of(Operation step, Func<int, (string Text, int Level)> argument)
    {
        string At(int index, int level)
        {
            var (text, own) = argument(step.Arguments[index]);
            return own < level ? $"({text})" : text;
        }
        string Infix(string op, int level) => $"{At(0, level)} {op} {At(1, level + 1)}";
        return step.Op switch
        {
            Ops.Input => (input((int)step.Value), Levels.Primary),
            Ops.Constant => (isSingle ? Literal.Of((float)step.Value) : Literal.Of(step.Value), step.Value < 0 ? Levels.Unary : Levels.Primary),
            Ops.True or Ops.False => (step.Op, Levels.Primary),
            Ops.Add or Ops.Subtract => (Infix(step.Op, Levels.Sum), Levels.Sum),
            Ops.Multiply or Ops.Divide => (Infix(step.Op, Levels.Product), Levels.Product),
            "Remainder" => (Infix("%", Levels.Product), Levels.Product),
            Ops.Negate => ("-" + At(0, Levels.Primary), Levels.Unary),
            Ops.Not => ("!" + At(0, Levels.Primary), Levels.Unary),
            Ops.Greater or Ops.GreaterOrEqual => (Compare(step.Op, argument(step.Arguments[0]).Text, At(0, Levels.Sum), At(1, Levels.Sum)), Levels.Relation),
            Ops.Equal => (Infix(step.Op, Levels.Equality), Levels.Equality),
            Ops.And => (Infix(step.Op, Levels.And), Levels.And),
            Ops.Or => (Infix(step.Op, Levels.Or), Levels.Or),
            Ops.Select => ($"{At(0, Levels.Or)} ? {At(1, Levels.Or)} : {At(2, Levels.Choice)}", Levels.Choice),
            Ops.Call => ($"{step.Method}({CallArguments(step, argument)})", Levels.Primary),
            "Sign" => ($"({Type}){Class}.Sign({Arguments(step, argument)})", Levels.Unary),
            _ => ($"{FunctionOf(step.Op)}({Arguments(step, argument)})", Levels.Primary),
        };
    }

    private string Type => isSingle ? "float" : "double";

    private string Class => isSingle ? "global::System.MathF" : "global::System.Math";

    /// <summary>0 &gt; x reads better as x &lt; 0.</summary>
    private static string Compare(string op, string first, string left, string right) =>
        char.IsDigit(first[0]) || first[0] == '-' ? $"{right} {op.Replace('>', '<')} {left}" : $"{left} {op} {right}";

    private string FunctionOf(string op) => op switch
    {
        "MultiplyAdd" => Class + ".FusedMultiplyAdd",
        "Exp2" or "Hypot" => $"{Type}.{op}",
        _ when Special.Contains(op) => "global::Adjoint.SpecialFunctions." + op,
        _ => $"{Class}.{op}",
    };

    /// <summary>The arguments of a method of the user's, in its own precision.</summary>
    public string CallArguments(Operation step, Func<int, (string Text, int Level)> argument) =>
        isSingle || !callsAreSingle ? Arguments(step, argument) : string.Join(", ", step.Arguments.Select(a => $"(float)({argument(a).Text})"));

    private static string Arguments(Operation step, Func<int, (string Text, int Level)> argument) => string.Join(", ", step.Arguments.Select(a => argument(a).Text));
}

/// <summary>How strongly operators bind, from the weakest.</summary>
internal static class Levels
{
    public const int Choice = 0, Or = 1, And = 2, Equality = 3, Relation = 4, Sum = 5, Product = 6, Unary = 7, Primary = 8;
}
