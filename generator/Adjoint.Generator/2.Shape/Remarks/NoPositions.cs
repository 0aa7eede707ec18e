using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// Attention over tokens, to which nothing on the way has told where they stand. A network of the library's blocks is judged too; of several attentions the first is named.
/// Convolutions and recurrences know positions, and so do layers that make one vector of all.
/// </summary>
internal static class NoPositions
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        if (!context.KnowsShapes)
            yield break;
        // The tables behind which no position has been told yet: value by value, in their order.
        var unordered = new Dictionary<int, Node>();
        foreach (var node in context.Network.Nodes)
        {
            // A sum with positions knows them, and so does attention whose queries and keys are turned.
            var table = node.Inputs.Any() && node.Inputs.All(unordered.ContainsKey) ? unordered[node.Inputs[0]] : null;
            if (node.Operator is Embedding or OneHot)
                unordered[node.Output] = node;
            else if (table is null || !KeepsOrder(context, node))
                continue;
            else if (node.Operator is Attention)
            {
                yield return Problem.Of(Rules.NoPositions, SourcePlace.Of(node.Attribute), $"'{node.Name}'", $"'{table.Name}'") with
                {
                    Remedies = context.IsOwn(table) ? [Remedy.Insert(table.Attribute + 1, "PositionEmbedding")] : [],
                };
                yield break;
            }
            else
                unordered[node.Output] = table;
        }
    }

    /// <summary>Whether a layer treats each position by itself, and all alike.</summary>
    private static bool KeepsOrder(RemarkContext context, Node node) =>
        node.Operator is Attention
        || (node.Operator is not (PositionEmbedding or SinusoidalPositions or Rotation) && node.Operator.StepsBefore == 0
            && node.Inputs.All(id => context.ValueOf(id).Shape.Rank > 1)
            && node.Operator.StepAxis(context.ValueOf(node.Inputs[0]).Shape, context.ValueOf(node.Output).Shape, 0) == 0);
}
