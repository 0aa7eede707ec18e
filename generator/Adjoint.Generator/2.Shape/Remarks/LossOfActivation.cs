using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>A loss that takes logits or scores, and before it an activation that makes something else of them, or dropout, which makes 0 of them.</summary>
internal static class LossOfActivation
{
    public static IEnumerable<Problem> Check(RemarkContext context) => context.Losses.SelectMany(loss => Check(context, loss));

    private static IEnumerable<Problem> Check(RemarkContext context, Node loss)
    {
        // What lays values end to end changes none of them.
        if (context.Before(loss.Inputs[0]).FirstOrDefault(static node => !node.Operator.IsView) is not { } node || WordsOf(loss.Operator, node.Operator) is not var (rule, words))
            yield break;
        // What stands in a block is named with it, and to be removed there.
        var isOwn = context.IsOwn(node);
        var name = isOwn ? node.Operator.Name : $"{node.Operator.Name} in '{BlockOf(context, node)}'";
        yield return Problem.Of(rule, SourcePlace.Of(node.Attribute), [name, loss.Operator.Name, .. words]) with
        {
            Remedies = isOwn ? [Remedy.Remove(node.Attribute, node.Operator.Name)] : [],
        };
    }

    private static string BlockOf(RemarkContext context, Node node) => context.Network.Declaration.Words[node.Attribute] is BlockWord { Block: { } block }
        ? block.Split(',')[0].Split('.', '+').Last()
        : node.Name.Split('.')[0];

    private static (string Rule, IReadOnlyList<object> Words)? WordsOf(Operator loss, Operator before) => (loss, before) switch
    {
        (_, Dropout { Options.Rate: > 0 }) => (Rules.DropoutBeforeLoss, []),
        (CrossEntropy, Softmax or LogSoftmax or Sigmoid) => (Rules.SoftmaxTwice, []),
        (BinaryCrossEntropy, Sigmoid or Softmax or LogSoftmax or Hardsigmoid) => (Rules.SigmoidTwice, []),
        // A margin of 1 asks for scores of 1 and of −1.
        (Hinge or SquaredHinge, { LowerBound: > -1 }) => (Rules.ReluBeforeLoss, [Bounds(before, "score"), "no row can be told to be of the class −1"]),
        (CrossEntropy or BinaryCrossEntropy, { LowerBound: > double.NegativeInfinity, UpperBound: < double.PositiveInfinity }) =>
            (Rules.ReluBeforeLoss, [Bounds(before, "logit"), "nothing can be told to be certain"]),
        (CrossEntropy or BinaryCrossEntropy, { LowerBound: > double.NegativeInfinity }) => (Rules.ReluBeforeLoss, [Bounds(before, "logit"), "nothing can be told to be unlikely"]),
        _ => null,
    };

    private static string Bounds(Operator before, string word) => double.IsInfinity(before.UpperBound)
        ? FormattableString.Invariant($"leaves no {word} below {Number(before.LowerBound)}")
        : FormattableString.Invariant($"keeps each {word} between {Number(before.LowerBound)} and {Number(before.UpperBound)}");

    private static string Number(double number) => FormattableString.Invariant($"{number}").Replace('-', '−');
}
