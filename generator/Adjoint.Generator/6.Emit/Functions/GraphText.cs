using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Emit;

/// <summary>
/// A graph as statements of C#: what is used once stands where it is used, what is used more often gets a name. The last steps are read by <see cref="Output"/>.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="isSingle">Whether numbers are floats.</param>
/// <param name="input">How an input is written.</param>
/// <param name="taken">Names that are not free.</param>
/// <param name="callsAreSingle">Whether methods of the user's take floats.</param>
internal sealed class GraphText(Graph graph, bool isSingle, Func<int, string> input, IEnumerable<string> taken, bool callsAreSingle)
{
    private const int LongestLine = 110;

    private readonly NumberText text = new(isSingle, input, callsAreSingle);
    private readonly HashSet<string> names = new(taken, StringComparer.Ordinal);
    private readonly HashSet<(string Method, EquatableArray<Expr> Arguments)> called = [];
    private readonly Dictionary<Expr, int> uses = graph.Steps.SelectMany(static s => s.Arguments).Concat(graph.Outputs).GroupBy(static e => e).ToDictionary(static g => g.Key, static g => g.Count());
    private int numbers, conditions;

    /// <summary>An output, once the statements have been written.</summary>
    public string Output(int index) => text.Of(graph.Outputs[index]);

    /// <summary>Writes the statements that give names.</summary>
    public void WriteNames(CodeWriter writer)
    {
        foreach (var step in graph.Steps)
        {
            if (step is Call { Part: not null } part)
            {
                if (called.Add((part.Method, part.Arguments)))
                    WriteParts(writer, part);
                continue;
            }
            if (IsLeaf(step) || ((!uses.TryGetValue(step, out var count) || count <= 1) && text.Of(step).Length <= LongestLine))
                continue;
            var name = step is Operation { Op: var op } && op.IsCondition() ? Next("c", ref conditions) : Next("t", ref numbers);
            writer.WriteLine($"var {name} = {text.Of(step)};");
            text.Name(step, name);
        }
    }

    /// <summary>Several numbers from one call: each gets a name.</summary>
    private void WriteParts(CodeWriter writer, Call call)
    {
        var results = call.Arguments.Select(_ => Next("t", ref numbers)).ToList();
        writer.WriteLine($"{call.Method}({text.ArgumentsOf(call)}, {string.Join(", ", results.Select(static r => "out var " + r))});");
        for (var i = 0; i < results.Count; i++)
            text.Name(new Call(call.Method, call.Arguments, i), results[i]);
    }

    private string Next(string letter, ref int count)
    {
        string name;
        do
            name = letter + Literal.Of(++count);
        while (names.Contains(name));
        return name;
    }

    /// <summary>Numbers and inputs, and the negative of one, are written wherever they are used.</summary>
    private static bool IsLeaf(Expr step) => step.Arguments.IsEmpty || step is Operation(Op.Negate, Input);
}
