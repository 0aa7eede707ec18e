using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Pooling of one position, which leaves it as it is.</summary>
internal static class PoolOfOne
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        foreach (var pool in context.Layers.Where(n => n.Operator is GlobalPool))
        {
            var shape = context.ValueOf(pool.Inputs[0]).Shape;
            if (!context.KnowsShapes || shape.Size != shape.Sizes[0])
                continue;
            yield return Problem.Of(Rules.PoolOfOne, SourcePlace.Of(pool.Attribute), pool.Operator.Name, shape) with
            {
                Remedies = [new Remedy("Write Flatten", [new Edit(EditKind.Replace, SourcePlace.Of(pool.Attribute), "Flatten")])],
            };
        }
    }
}
