using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>A softmax of the products of many numbers, as attention by hand has it, without the factor that keeps them where a softmax is soft.</summary>
internal static class ScoresUnscaled
{
    /// <summary>Of fewer products the sums are not large.</summary>
    private const int Most = 8;

    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        if (!context.KnowsShapes)
            yield break;
        foreach (var softmax in context.Layers.Where(static node => node.Operator is Softmax))
        {
            if (context.MakerOf(softmax.Inputs[0]) is not { Operator: MatMul { Options.TransposeB: true, Options.TransposeA: false } } product)
                continue;
            var count = context.ValueOf(product.Inputs[0]).Shape.Last;
            if (count > Most && product.Inputs.All(id => context.MakerOf(id) is { Operator: Dense }))
            {
                var scale = FormattableString.Invariant($"{1 / Math.Sqrt(count):0.####}");
                yield return Problem.Of(Rules.ScoresUnscaled, SourcePlace.Of(softmax.Attribute), $"'{softmax.Name}'", count, scale) with
                {
                    Remedies = [Remedy.Insert(softmax.Attribute, $"Scale({scale}f)")],
                };
            }
        }
    }
}
