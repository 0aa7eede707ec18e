using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Numbers that mean something else in another library: Keras' momentum, and a slope in percent.</summary>
internal static class UnlikelyNumbers
{
    public static IEnumerable<Problem> Check(RemarkContext context) => context.Layers.Select(Of).OfType<Problem>();

    private static Problem? Of(Node node) => node.Operator switch
    {
        BatchNorm { Options.Momentum: >= 0.9 and < 1 and var momentum } => Unlikely(
            node, "Momentum", momentum, $"the share of the new batch in the running mean, so that all but {Text(1 - momentum)} is forgotten at each batch", Text(1 - momentum)),
        LeakyReLU { Options.Slope: > 1 and < 100 and var slope } => Unlikely(
            node, "slope", slope, "what a number below 0 is multiplied by, and makes it larger", Text(slope / (slope < 10 ? 10 : 100))),
        _ => null,
    };

    private static Problem Unlikely(Node node, string argument, double number, string meaning, string meant) =>
        Problem.Of(Rules.UnlikelyNumber, new SourcePlace(node.Attribute, argument), argument.ToLowerInvariant(), node.Operator.Name, Text(number), meaning, meant) with
        {
            Remedies = [Remedy.Set($"Write {meant}", new SourcePlace(node.Attribute, argument), meant)],
        };

    private static string Text(double number) => FormattableString.Invariant($"{(decimal)number:0.#####}");
}
