using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>
/// Several steps of one sequence at once, of which later steps need keys and values alone: the network of one step without what nothing but its outputs needs. Its rows are the steps of one row.
/// </summary>
/// <param name="Network">The network, with the inputs of one step. Its output is that of its last layer, which nobody reads.</param>
/// <param name="Room">The steps that it may take before one is written over another; null where none is.</param>
internal sealed record FillNetwork(ShapedNetwork Network, int? Room)
{
    /// <summary>The network; null where a step hands on more than keys and values, so that one has to follow the other.</summary>
    public static FillNetwork? Of(StepNetwork steps)
    {
        var network = steps.Network;
        var attentions = network.Nodes.Where(static node => node.Operator is AttentionStep).ToList();
        // An input without steps is the same for all of them, and has no lanes of its own.
        var given = network.Inputs.Count - steps.States.Count - (steps.ReadsNumber ? 1 : 0);
        if (attentions.Count == 0 || steps.Kept < steps.States.Count || steps.Before.Take(given).Contains(0))
            return null;
        List<Node> kept = [];
        HashSet<int> read = [];
        foreach (var node in network.Nodes.Reverse())
        {
            if (node.Operator is not AttentionStep && !read.Contains(node.Output))
                continue;
            read.UnionWith(node.Inputs);
            kept.Insert(0, node.Operator is AttentionStep layer ? node with { Operator = layer with { Fills = true } } : node);
        }
        var rings = attentions.Select(static node => (AttentionStep)node.Operator).Where(static layer => layer.IsRing).ToList();
        return new FillNetwork(
            network with { Nodes = kept.ToEquatableArray(), Outputs = [attentions[attentions.Count - 1].Output] }, rings.Count == 0 ? null : rings.Min(static layer => layer.Capacity));
    }
}
