using Adjoint.Generator.Declare;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>
/// A network over sequences of tokens, as one whose rows are positions: sixteen positions of a row lie in the lanes, and not sixteen rows.
/// Layers that treat each position by itself are what they were, with one position a row; attention brings the positions of a row together.
/// A row's values then fit into the nearest caches, and a single row fills the lanes.
/// </summary>
internal static class PositionNetwork
{
    /// <summary>The network; null where some layer brings positions together in another way, or positions are no whole vectors.</summary>
    public static ShapedNetwork? Of(ShapedNetwork network)
    {
        var inputs = network.Inputs.Select(id => network.Values[id]).ToList();
        var positions = inputs[0].Shape.Sizes[0];
        if (network.Losses.IsEmpty || positions % LaneBlock.Rows != 0 || !inputs.TrueForAll(input => input.Tokens > 0 && input.Shape is { Rank: 1 } && input.Shape.Sizes[0] == positions))
            return null;
        if (network.Values.Any(static value => value.Scan is not null || value.Lengths is not null)
            || !network.Nodes.Any(static node => node.Operator is Attention) || !network.Losses.All(loss => IsOfPositions(loss)))
            return null;
        var nodes = network.Nodes.Select(node => OfPosition(network, node, positions)).ToList();
        if (nodes.Contains(null))
            return null;
        return network with
        {
            Values = network.Values.Select(value => value with { Shape = new([1, .. value.Shape.Sizes.Skip(1)]) }).ToEquatableArray(),
            Nodes = nodes.OfType<Node>().ToEquatableArray(),
            Positions = positions,
        };
    }

    private static bool IsOfPositions(Node loss) => loss.Operator is LossOperator { Common.Target: TargetKind.ClassOfPosition };

    /// <summary>The node with one position a row; null where it has none by itself.</summary>
    private static Node? OfPosition(ShapedNetwork network, Node node, int positions)
    {
        var (shapes, output) = (node.Inputs.Select(id => network.Values[id].Shape).ToList(), network.Values[node.Output].Shape);
        if (shapes.Count == 0 || shapes.Exists(shape => shape.Sizes[0] != positions) || output.Sizes[0] != positions || node.Operator.MixesRows || node.Operator.StepsBefore > 0)
            return null;
        return node.Operator switch
        {
            Attention { HasBias: false, HasLengths: false } attention when output.Rank == 2 => node with { Operator = attention with { Positions = positions } },
            Attention => null,
            PositionEmbedding layer when output.Rank == 2 => node with { Operator = layer with { Positions = positions } },
            SinusoidalPositions layer when output.Rank == 2 => node with { Operator = layer with { Positions = positions } },
            Rotation layer when output.Rank == 2 => node with { Operator = layer with { Positions = positions } },
            // Of tokens each position has a vector.
            var other when other.StepAxis(shapes[0], output, 0) == 0 => node,
            _ => null,
        };
    }
}
