using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>An input such as 32×32×3 that a layer for images reads: its channels stand last, as in Keras, and are taken for the width.</summary>
internal static class ChannelsLast
{
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        foreach (var input in context.Network.Inputs)
        {
            var (shape, reader) = (context.ValueOf(input).Shape, context.Network.Nodes.FirstOrDefault(n => n.Inputs.Contains(input)));
            if (!WindowAdvice.IsChannelsLast(shape) || reader is null || !reader.Operator.ReadsChannelsFirst)
                continue;
            var attributes = context.Network.Declaration.Words.Select(static (word, i) => (word, i)).Where(static a => a.word is InputWord).ToList();
            var attribute = attributes[context.Network.Inputs.ToList().IndexOf(input)].i;
            var first = Names.Listed([shape.Last, shape.Sizes[0], shape.Sizes[1]]);
            yield return Problem.Of(Rules.ChannelsLast, new SourcePlace(attribute, "shape"), shape, shape.Sizes[0], $"{shape.Sizes[1]}×{shape.Last}", first) with
            {
                Remedies = [WindowAdvice.FirstChannels(attribute, shape.Sizes)],
            };
        }
    }
}
