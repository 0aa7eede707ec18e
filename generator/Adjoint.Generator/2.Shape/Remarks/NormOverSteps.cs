using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Batch normalisation of [steps, features], which takes the first axis for channels: each step has a mean of its own, over its features.</summary>
internal static class NormOverSteps
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        if (!context.KnowsShapes)
            yield break;
        foreach (var norm in context.Layers.Where(static node => node.Operator is BatchNorm))
        {
            var shape = context.ValueOf(norm.Inputs[0]).Shape;
            if (shape.Rank == 2 && context.Before(norm.Inputs[0]).FirstOrDefault(static node => !node.Operator.KeepsPlaces) is { Operator: Dense or Embedding or Sequence })
            {
                yield return Problem.Of(Rules.NormOverSteps, SourcePlace.Of(norm.Attribute), norm.Name, shape, shape.Sizes[0], shape.Last) with
                {
                    Remedies = [new("Write LayerNorm", [new(EditKind.Replace, SourcePlace.Of(norm.Attribute), "LayerNorm")])],
                };
            }
        }
    }
}
