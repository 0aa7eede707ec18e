using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>A bias whose only reader is batch normalisation, which subtracts the mean, and the bias with it.</summary>
internal static class BiasBeforeNorm
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        foreach (var norm in context.Layers.Where(n => n.Operator.ForgetsShifts))
        {
            var linear = context.MakerOf(norm.Inputs[0]);
            if (linear is null || !context.IsOnlyFor<Operator>(linear) || !HasBias(context, linear) || context.Layers.Any(n => context.WordOf(n)?.SharedWith == linear.Name))
                continue;
            // A vector's channels are its units; a sequence's are not.
            if (linear.Operator is Dense && (!context.KnowsShapes || context.ValueOf(linear.Output).Shape.Rank != 1))
                continue;
            yield return Problem.Of(Rules.BiasBeforeNorm, SourcePlace.Of(linear.Attribute), linear.Name, norm.Name) with
            {
                Remedies = [Remedy.Set("Write Bias = false", new SourcePlace(linear.Attribute, "Bias"), "false")],
            };
        }
    }

    private static bool HasBias(RemarkContext context, Node node) =>
        node.Operator is Dense { Options.Bias: true } or Convolution { Options.Bias: true } or ConvTranspose2D { Options.Bias: true } && context.WordOf(node) is { IsFrozen: false, SharedWith: null };
}
