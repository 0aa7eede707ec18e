using Adjoint.Generator.Calculus;

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
    private readonly Spelling spelling = new(isSingle, input, callsAreSingle);

    private const int LongestLine = 110;

    private readonly HashSet<string> names = new(taken, StringComparer.Ordinal);
    private readonly (string Text, int Level)[] written = new (string, int)[graph.Steps.Count];
    private readonly int[] uses = CountUses(graph);
    private int numbers, conditions;

    /// <summary>An output, once the statements have been written.</summary>
    public string Output(int index) => written[graph.Outputs[index]].Text;

    /// <summary>Writes the statements that give names.</summary>
    public void WriteNames(CodeWriter writer)
    {
        for (var i = 0; i < written.Length; i++)
        {
            var step = graph.Steps[i];
            if (step.Op == Ops.Partials)
            {
                WritePartials(writer, i, step);
                continue;
            }
            if (step.Op == Ops.Part)
            {
                written[i] = (partials[step.Arguments[0]][(int)step.Value], Levels.Primary);
                continue;
            }
            written[i] = spelling.Of(step, a => written[a]);
            if (IsLeaf(step) || (uses[i] <= 1 && written[i].Text.Length <= LongestLine))
                continue;
            var name = Conditions.IsOne(step) ? Next("c", ref conditions) : Next("t", ref numbers);
            writer.WriteLine($"var {name} = {written[i].Text};");
            written[i] = (name, Levels.Primary);
        }
    }

    private readonly Dictionary<int, string[]> partials = [];

    /// <summary>Several numbers from one call: each gets a name.</summary>
    private void WritePartials(CodeWriter writer, int number, Operation step)
    {
        var results = step.Arguments.Select(_ => Next("t", ref numbers)).ToArray();
        partials[number] = results;
        writer.WriteLine($"{step.Method}({spelling.CallArguments(step, a => written[a])}, {string.Join(", ", results.Select(static r => "out var " + r))});");
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
    private bool IsLeaf(Operation step) =>
        step.Op is Ops.Input or Ops.Constant or Ops.True or Ops.False || (step.Op == Ops.Negate && graph.Steps[step.Arguments[0]].Op == Ops.Input);

    private static int[] CountUses(Graph graph)
    {
        var uses = new int[graph.Steps.Count];
        foreach (var step in graph.Steps.SelectMany(static s => s.Arguments).Concat(graph.Outputs))
            uses[step]++;
        return uses;
    }
}
