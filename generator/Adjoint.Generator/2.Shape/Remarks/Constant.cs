using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>A softmax or normalisation over a single number, which is then the same whatever the number is.</summary>
internal static class Constant
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        if (!context.KnowsShapes)
            yield break;
        foreach (var node in context.Layers.Where(static node => !node.Inputs.IsEmpty))
        {
            var shape = context.ValueOf(node.Inputs[0]).Shape;
            if (ResultOf(node.Operator, shape) is not { } result)
                continue;
            var isSoftmax = node.Operator is Softmax;
            var advice = isSoftmax ? "write Sigmoid for a probability" : $"remove {node.Operator.Name}";
            yield return Problem.Of(Rules.ConstantLayer, SourcePlace.Of(node.Attribute), node.Operator.Name, shape, result, advice) with
            {
                Remedies = isSoftmax ? [new("Write Sigmoid", [new(EditKind.Replace, SourcePlace.Of(node.Attribute), "Sigmoid")])] : [Remedy.Remove(node.Attribute, node.Operator.Name)],
            };
        }
    }

    private static string? ResultOf(Operator layer, TensorShape shape) => layer switch
    {
        Softmax softmax when shape.Sizes[Axes.Normalised(softmax.Options.Axis, shape.Rank)] == 1 => "1",
        LogSoftmax softmax when shape.Sizes[Axes.Normalised(softmax.Options.Axis, shape.Rank)] == 1 => "0",
        LayerNorm norm when norm is not RMSNorm && Last(shape, norm.Options.Axes) == 1 => norm.Options is { Affine: true, Bias: true } ? "its bias" : "0",
        GroupNorm norm when shape.Size / (norm.Options.Groups == 0 ? shape.Sizes[0] : norm.Options.Groups) == 1 => norm.Options.Affine ? "its bias" : "0",
        _ => null,
    };

    private static long Last(TensorShape shape, int axes) => shape.Sizes.Skip(shape.Rank - axes).Aggregate(1L, static (product, size) => product * size);
}
