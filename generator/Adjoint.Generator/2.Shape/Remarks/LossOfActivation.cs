using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>A loss that takes logits, and before it an activation that makes something else of them.</summary>
internal static class LossOfActivation
{
    public static IEnumerable<Problem> Check(RemarkContext context) => context.Network.Losses.SelectMany(loss => Check(context, loss));

    private static IEnumerable<Problem> Check(RemarkContext context, Node loss)
    {
        // What lays values end to end changes none of them.
        var node = context.Before(loss.Inputs[0]).FirstOrDefault(static node => !node.Operator.IsView);
        if (node is null || !context.IsOwn(node) || RuleOf(loss.Operator, node.Operator) is not { } rule)
            yield break;
        yield return Problem.Of(rule, SourcePlace.Of(node.Attribute), node.Operator.Name, loss.Operator.Name) with { Remedies = [Remedy.Remove(node.Attribute, node.Operator.Name)] };
    }

    private static string? RuleOf(Operator? loss, Operator? activation) => (loss, activation) switch
    {
        (CrossEntropy, Softmax or LogSoftmax or Sigmoid) => Rules.SoftmaxTwice,
        (BinaryCrossEntropy, Sigmoid or Softmax or LogSoftmax or Hardsigmoid) => Rules.SigmoidTwice,
        (CrossEntropy or BinaryCrossEntropy, ReLU) => Rules.ReluBeforeLoss,
        _ => null,
    };
}
