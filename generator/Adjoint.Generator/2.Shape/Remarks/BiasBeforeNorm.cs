using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>A bias whose only reader is batch normalisation, which subtracts the mean, and the bias with it.</summary>
internal static class BiasBeforeNorm
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        foreach (var norm in context.Layers.Where(n => context.KindOf(n) is BatchNorm))
        {
            var linear = context.MakerOf(norm.Inputs[0]);
            if (!context.IsOnlyFor<Operator>(linear) || !HasBias(context, linear!) || context.Network.Nodes.Any(n => n.Use.Text("SharedWith") == linear!.Name))
                continue;
            // A vector's channels are its units; a sequence's are not.
            if (context.KindOf(linear!) is Dense && (!context.KnowsShapes || context.ValueOf(linear!.Output).Shape.Rank != 1))
                continue;
            yield return Problem.Of(Rules.BiasBeforeNorm, Place.Of(linear!.Attribute), linear.Name, norm.Name) with
            {
                Remedies = [Remedy.Set("Write Bias = false", new Place(linear.Attribute, "Bias"), "false")],
            };
        }
    }

    private static bool HasBias(RemarkContext context, Node node) =>
        context.KindOf(node) is Dense or Convolution or ConvTranspose2D && node.Use.Bool("Bias", true) && !node.Use.IsFrozen && node.Use.Text("SharedWith") is null;
}
