using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// Attention by hand whose softmax runs over another axis than the product sums over that reads it: the weights of each sum do not add up to 1. Of the two last axes the product sums over the
/// second, or over the first where it reads the weights transposed.
/// </summary>
internal static class SoftmaxOverQueries
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        if (!context.KnowsShapes)
            yield break;
        foreach (var softmax in context.Layers.Where(static node => node.Operator is Softmax))
        {
            var rank = context.ValueOf(softmax.Output).Shape.Rank;
            var axis = Axes.Normalised(((Softmax)softmax.Operator).Options.Axis, rank);
            var (product, weights) = ReaderOf(context, softmax.Output);
            if (axis < rank - 2 || product is null || !IsScore(context, softmax.Inputs[0]))
                continue;
            var summed = SummedAxis(product, weights, rank);
            if (summed != axis)
            {
                yield return Problem.Of(Rules.SoftmaxOverQueries, SourcePlace.Of(softmax.Attribute), $"'{softmax.Name}'", axis, $"'{product.Name}'", summed) with
                {
                    Remedies = [Remedy.Set(new SourcePlace(softmax.Attribute, "Axis"), "Axis", summed)],
                };
            }
        }
    }

    /// <summary>Whether a value is a product of two others, perhaps scaled or with something added.</summary>
    private static bool IsScore(RemarkContext context, int value) =>
        context.Before(value).FirstOrDefault(static node => node.Operator is not (Scale or Add or Dropout)) is { Operator: MatMul };

    /// <summary>The product that alone reads a value, or what dropout leaves of it; and the value that it reads.</summary>
    private static (Node? Product, int Weights) ReaderOf(RemarkContext context, int value)
    {
        // The state of a cell makes a circle in the graph.
        HashSet<int> seen = [];
        while (seen.Add(value) && context.Readers(value) == 1 && context.Network.Nodes.FirstOrDefault(node => node.Inputs.Contains(value)) is { } reader)
        {
            if (reader.Operator is not Dropout)
                return (reader.Operator is MatMul ? reader : null, value);
            value = reader.Output;
        }
        return (null, value);
    }

    private static int SummedAxis(Node product, int weights, int rank)
    {
        var options = ((MatMul)product.Operator).Options;
        return product.Inputs[0] == weights ? (options.TransposeA ? rank - 2 : rank - 1) : options.TransposeB ? rank - 1 : rank - 2;
    }
}
