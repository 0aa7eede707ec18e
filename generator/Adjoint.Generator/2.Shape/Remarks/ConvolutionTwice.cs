using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// Two convolutions with nothing between them. One of a single position, one in groups and two of unlike kernels are known ways of making one large convolution cheap, and are not meant.
/// </summary>
internal static class ConvolutionTwice
{
    public static IEnumerable<Problem> Check(RemarkContext context) =>
        from second in context.Layers
        where IsPlain(second.Operator)
        let first = context.MakerOf(second.Inputs[0])
        where context.IsOnlyFor<Convolution>(first) && IsPlain(first.Operator) && ((Convolution)first.Operator).Options.Kernel == ((Convolution)second.Operator).Options.Kernel
        select Problem.Of(Rules.ConvolutionTwice, SourcePlace.Of(second.Attribute), first.Name, second.Name) with { Remedies = [Remedy.Insert(second.Attribute, "ReLU")] };

    private static bool IsPlain(Operator layer) => layer is Convolution { Options: { Groups: 1 } options, Rank: var rank } && Enumerable.Range(0, rank).All(axis => options.Kernel.Along(axis) > 1);
}
