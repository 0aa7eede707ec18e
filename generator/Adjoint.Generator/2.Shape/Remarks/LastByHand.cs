using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>The last step of what runs both ways, cut out: its second half has seen that one step alone.</summary>
internal static class LastByHand
{
    public static IEnumerable<Problem> Check(RemarkContext context) =>
        from node in context.Layers
        where node.Operator is Slice slice && context.ValueOf(node.Inputs[0]) is { IsBidirectional: true } value && IsLast(slice, value.Shape)
        let maker = context.MakerOf(node.Inputs[0])
        select Problem.Of(Rules.LastByHand, SourcePlace.Of(node.Attribute), $"'{node.Name}'", maker is null ? "the input" : $"'{maker.Name.Split('.')[0]}'") with
        {
            Remedies = [new("Write Last", [new(EditKind.Replace, SourcePlace.Of(node.Attribute), "Last")])],
        };

    private static bool IsLast(Slice slice, TensorShape shape) =>
        Axes.Normalised(slice.Options.Axis, shape.Rank) == 0 && slice.Options is { Length: 1 } && slice.Options.Start == shape.Sizes[0] - 1 && shape.Sizes[0] > 1;
}
