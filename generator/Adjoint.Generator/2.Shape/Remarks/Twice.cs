using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>An activation that changes nothing, for what it reads is never below 0: ReLU after ReLU.</summary>
internal static class Twice
{
    public static IEnumerable<Problem> Check(RemarkContext context) =>
        from second in context.Layers
        where second.Operator is ReLU
        // Dropout leaves no number below 0 that was not below 0 before.
        let first = context.Before(second.Inputs[0]).FirstOrDefault(static node => node.Operator is not Dropout)
        where first is { Operator.LowerBound: >= 0 } && context.IsOwn(first)
        select Problem.Of(Rules.NothingChanges, SourcePlace.Of(second.Attribute), second.Operator.Name, first.Operator.Name) with
        {
            Remedies = [Remedy.Remove(second.Attribute, second.Operator.Name)],
        };
}
