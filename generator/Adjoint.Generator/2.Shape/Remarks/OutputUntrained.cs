using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>An output with layers of its own that no loss reaches, in a network that has losses: those layers stay as they were drawn.</summary>
internal static class OutputUntrained
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        var network = context.Network;
        if (!context.Losses.Any())
            yield break;
        var trained = BehindOf(context, context.Losses.SelectMany(static loss => loss.Inputs));
        // A tensor that another layer shares learns there.
        var learning = new HashSet<int>(network.Nodes.Where(node => trained.Contains(node.Output)).SelectMany(static node => node.Parameters).Where(p => network.Parameters[p].IsTrained));
        var outputs = network.Declaration.Words.Select(static (word, i) => (Attribute: i, Word: word as OutputWord)).Where(static output => output.Word is not null).ToList();
        for (var i = 0; i < outputs.Count && outputs.Count == network.Outputs.Count; i++)
        {
            var own = BehindOf(context, [network.Outputs[i]]);
            own.ExceptWith(trained);
            if (network.Nodes.FirstOrDefault(node => own.Contains(node.Output) && node.Parameters.Any(p => network.Parameters[p].IsTrained && !learning.Contains(p))) is { } learner)
                yield return Problem.Of(Rules.OutputUntrained, SourcePlace.Of(outputs[i].Attribute), outputs[i].Word!.Port ?? "", learner.Name) with
                {
                    Remedies = context.WordOf(learner) is { IsFrozen: false } ? [Remedy.Set($"Freeze '{learner.Name}'", new SourcePlace(learner.Attribute, "Frozen"), "true")] : [],
                };
        }
    }

    /// <summary>The values that some come from, and themselves.</summary>
    private static HashSet<int> BehindOf(RemarkContext context, IEnumerable<int> values)
    {
        var found = new HashSet<int>();
        var todo = new Stack<int>(values);
        while (todo.Count > 0)
        {
            var value = todo.Pop();
            if (!found.Add(value) || context.MakerOf(value) is not { } maker)
                continue;
            foreach (var input in maker.Inputs)
                todo.Push(input);
        }
        return found;
    }
}
