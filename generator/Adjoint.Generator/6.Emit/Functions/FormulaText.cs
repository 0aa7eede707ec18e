using Adjoint.Generator.Calculus;

namespace Adjoint.Generator.Emit;

/// <summary>A graph as mathematics writes it, for documentation.</summary>
/// <param name="graph">The graph.</param>
/// <param name="inputs">The names of the inputs.</param>
internal sealed class FormulaText(Graph graph, IReadOnlyList<string> inputs)
{
    /// <summary>Longer formulas explain nothing.</summary>
    private const int Longest = 120;

    /// <summary>An output, or null where its formula would be too long to be read.</summary>
    public string? Output(int index) => Of(graph.Outputs[index]) is { Text.Length: <= Longest } found ? found.Text : null;

    private readonly Dictionary<int, (string Text, int Level)?> known = [];

    private (string Text, int Level)? Of(int number)
    {
        if (!known.TryGetValue(number, out var found))
        {
            var arguments = graph.Steps[number].Arguments.Select(Of).ToList();
            // What is too long in itself is too long inside of something else.
            found = arguments.Any(static a => a is null) ? null : Write(graph.Steps[number], [.. arguments.Select(static a => a!.Value)]);
            if (found is { Text.Length: > Longest })
                found = null;
            known.Add(number, found);
        }
        return found;
    }

    private (string Text, int Level) Write(Operation step, (string Text, int Level)[] arguments)
    {
        string At(int index, int level) => arguments[index].Level < level ? $"({arguments[index].Text})" : arguments[index].Text;
        string Infix(string op, int level) => At(0, level) + op + At(1, level + 1);
        return step.Op switch
        {
            Ops.Input => (inputs[(int)step.Value], Levels.Primary),
            Ops.Constant => (step.Value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture).Replace("-", "−"), step.Value < 0 ? Levels.Sum : Levels.Primary),
            Ops.Add => (Infix(" + ", Levels.Sum), Levels.Sum),
            Ops.Subtract => (Infix(" − ", Levels.Sum), Levels.Sum),
            Ops.Multiply when step.Arguments[0] == step.Arguments[1] => (At(0, Levels.Primary) + "²", Levels.Unary),
            Ops.Multiply => ($"{At(0, Levels.Product)} {At(1, Levels.Unary)}", Levels.Product),
            Ops.Divide => (Infix(" / ", Levels.Product), Levels.Product),
            Ops.Negate => ("−" + At(0, Levels.Unary), Levels.Sum),
            Ops.Greater => (Infix(" > ", Levels.Relation), Levels.Relation),
            Ops.GreaterOrEqual => (Infix(" ≥ ", Levels.Relation), Levels.Relation),
            Ops.Equal => (Infix(" = ", Levels.Relation), Levels.Relation),
            Ops.And => (Infix(" and ", Levels.And), Levels.And),
            Ops.Or => (Infix(" or ", Levels.Or), Levels.Or),
            Ops.Not => ("not " + At(0, Levels.Unary), Levels.Unary),
            Ops.Select => ($"{At(1, Levels.Or)} where {At(0, Levels.Or)}, else {At(2, Levels.Or)}", Levels.Choice),
            Ops.Call => ($"{step.Method!.Substring(step.Method.LastIndexOf('.') + 1)}({Joined(arguments)})", Levels.Primary),
            Ops.Part => ($"{arguments[0].Text}[{Literal.Of((int)step.Value)}]", Levels.Primary),
            Ops.Partials => ($"{step.Method!.Substring(step.Method.LastIndexOf('.') + 1)}({Joined(arguments)})", Levels.Primary),
            "Exp" => ($"exp({Joined(arguments)})", Levels.Primary),
            "Sqrt" => ("√" + At(0, Levels.Primary), Levels.Unary),
            "Abs" => ($"|{arguments[0].Text}|", Levels.Primary),
            "Sigmoid" => ($"σ({Joined(arguments)})", Levels.Primary),
            "Log" => ($"ln({Joined(arguments)})", Levels.Primary),
            _ => ($"{step.Op.ToLowerInvariant()}({Joined(arguments)})", Levels.Primary),
        };
    }

    private static string Joined((string Text, int Level)[] arguments) => string.Join(", ", arguments.Select(static a => a.Text));
}
