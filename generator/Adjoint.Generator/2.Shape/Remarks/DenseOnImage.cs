using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>A dense layer on an image, of which it sees the rows of pixels one by one: nearly always Flatten was forgotten.</summary>
internal static class DenseOnImage
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        foreach (var dense in context.Layers.Where(n => n.Operator is Dense))
        {
            var shape = context.ValueOf(dense.Inputs[0]).Shape;
            if (shape.Rank < 3 || !IsImage(context, dense.Inputs[0]))
                continue;
            yield return Problem.Of(Rules.DenseOnImage, SourcePlace.Of(dense.Attribute), dense.Name, shape.Last, shape, shape.Size) with { Remedies = [Remedy.Insert(dense.Attribute, "Flatten")] };
            // The layers behind it follow from the same slip.
            yield break;
        }
    }

    /// <summary>Whether a value comes from a convolution, a pooling or the input with nothing between that moves its axes.</summary>
    private static bool IsImage(RemarkContext context, int value)
    {
        if (context.Before(value).FirstOrDefault(static node => !node.Operator.KeepsPlaces) is { } node)
            return node.Operator is Convolution or ConvTranspose2D or Pooling or AdaptiveAveragePool2D;
        // An input is an image where it has an image's channels, or where some layer takes it for one: heads×time×features are none.
        return context.ValueOf(value).Shape.Sizes[0] is 1 or 3 || context.Network.Nodes.Any(static n => n.Operator.ReadsChannelsFirst);
    }
}
