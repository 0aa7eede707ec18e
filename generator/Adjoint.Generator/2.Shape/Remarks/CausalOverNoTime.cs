using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Causal attention whose positions are no steps of time: the steps of tokens, or of a recurrence, lie along another axis than that before the last.</summary>
internal static class CausalOverNoTime
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        if (!context.KnowsShapes)
            yield break;
        // Where the steps of a value lie, as far as that is certain.
        var steps = context.Network.Inputs.Where(input => context.ValueOf(input) is { Tokens: > 0, Shape.Rank: 1 }).ToDictionary(static input => input, static _ => 0);
        foreach (var node in context.Network.Nodes)
        {
            var output = context.ValueOf(node.Output).Shape;
            int? axis = node.Inputs.IsEmpty || !steps.TryGetValue(node.Inputs[0], out var known) ? null : known;
            if (node.Operator is Attention { Options.Causal: true } && axis is { } along && context.IsOwn(node) && along != context.ValueOf(node.Inputs[0]).Shape.Rank - 2)
            {
                var shape = context.ValueOf(node.Inputs[0]).Shape;
                yield return Problem.Of(Rules.CausalOverNoTime, SourcePlace.Of(node.Attribute), $"'{node.Name}'", shape.Rank - 2, shape, along);
            }
            if (node.Operator is Sequence)
                steps[node.Output] = 0;
            else if (axis is { } from && AxisBehind(node, context.ValueOf(node.Inputs[0]).Shape, output, from) is { } to)
                steps[node.Output] = to;
        }
    }

    /// <summary>Where the steps lie behind a layer; null where it brings them together. Positions that are told, and attention, leave each where it is.</summary>
    private static int? AxisBehind(Node node, TensorShape x, TensorShape y, int axis) =>
        node.Operator.KeepsPlaces || node.Operator is Attention or Rotation ? axis : node.Operator.StepAxis(x, y, axis);
}
