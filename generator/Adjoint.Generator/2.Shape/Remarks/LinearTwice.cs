using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// Two dense layers with nothing between them are one linear map, and the first does nothing that the second could not. Where it is narrower than both its
/// sides, the map is one of lower rank, which somebody may want.
/// </summary>
internal static class LinearTwice
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        if (!context.KnowsShapes)
            yield break;
        foreach (var second in context.Layers.Where(n => n.Operator is Dense))
        {
            var first = context.MakerOf(second.Inputs[0]);
            if (!context.IsOnlyFor<Dense>(first))
                continue;
            var (before, between, after) = (Width(context, first!.Inputs[0]), Width(context, first.Output), Width(context, second.Output));
            if (between < Math.Min(before, after) || context.WordOf(first)?.SharedWith is not null || context.WordOf(second)?.SharedWith is not null)
                continue;
            yield return Problem.Of(Rules.LinearTwice, SourcePlace.Of(second.Attribute), first.Name, second.Name) with { Remedies = [Remedy.Insert(second.Attribute, "ReLU")] };
        }
    }

    private static int Width(RemarkContext context, int value) => context.ValueOf(value).Shape.Last;
}
