using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Differentiate;

/// <summary>
/// The third stage: reverse-mode differentiation of the graph. Each operator says what the product of its Jacobian's transpose with the incoming
/// gradient is; this class only walks the nodes backward, and leaves out what no parameter depends on and what no loss sees.
/// </summary>
internal static class Differentiator
{
    /// <param name="declared">The network.</param>
    /// <param name="wanted">The values that a gradient is wanted for beside the parameters; most often none.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static TrainingGraph Differentiate(ShapedNetwork declared, ISet<int> wanted, CancellationToken cancellation)
    {
        var network = MaximumFirst.Apply(declared, wanted);
        var trained = ValuesThatDependOnParameters(network, wanted);
        var aliases = network.Nodes.Where(static n => n.Operator.IsView).Select(static n => new Alias(n.Output, n.Inputs[0])).ToList();
        var graph = new TrainingGraph(
            declared, network, trained.OrderBy(static v => v).ToEquatableArray(), [], [], aliases.ToEquatableArray(),
            network.Nodes.Where(static n => n.Operator.IsView || n.Operator.OnlyTrains).Select(static n => new Alias(n.Output, n.Inputs[0])).ToEquatableArray(),
            declared.Nodes.Select(n => n.Operator.Flops(new NodeContext(declared, n, trained)) * (declared.Values[n.Output].Scan?.Steps ?? 1)).ToEquatableArray());
        // What a constant is a view of has no part in its gradient.
        var gradients = new GradientBuilder(network, [.. network.Nodes.Where(static n => n.Operator is { IsView: true, StopsGradients: false }).Select(static n => new Alias(n.Output, n.Inputs[0]))]);
        var seen = ValuesThatLossesSee(network);
        foreach (var loss in network.Losses)
            gradients.Add(loss, graph.ContextOfLoss(loss), isLoss: true);
        foreach (var stretch in Stretches(network))
        {
            cancellation.ThrowIfCancellationRequested();
            var delays = stretch.Where(static n => n.Operator is Delay).ToList();
            // What waits outside of a loop is not added to inside of it, and the other way round.
            if (delays.Count > 0)
                gradients.WriteWaiting();
            gradients.Within = network.Values[stretch[0].Output].Scan;
            // A step of a loop begins with what the step after it has left, as it ends with what the step before it reads.
            foreach (var delay in delays.Where(d => trained.Contains(d.Output) && seen.Contains(d.Output)))
                gradients.Add(delay, new NodeContext(network, delay, trained));
            foreach (var node in stretch.Except(delays))
            {
                if (trained.Contains(node.Output) && gradients.Reaches(node.Output))
                    gradients.Add(node, new NodeContext(network, node, trained));
            }
            if (delays.Count > 0)
                gradients.WriteWaiting();
            gradients.Within = null;
        }
        gradients.ClearTheRest(wanted);
        return graph with { Backward = gradients.Steps.ToEquatableArray(), Parts = gradients.Parts.ToEquatableArray() };
    }

    private static HashSet<int> ValuesThatDependOnParameters(ShapedNetwork network, ISet<int> wanted)
    {
        var found = new HashSet<int>(wanted);
        // A loop is gone round until nothing is new.
        while (network.Nodes.Count(node =>
            !node.Operator.StopsGradients && (node.Parameters.Any(p => network.Parameters[p].IsTrained) || node.Inputs.Any(found.Contains)) && found.Add(node.Output)) > 0)
        {
        }
        return found;
    }

    private static HashSet<int> ValuesThatLossesSee(ShapedNetwork network)
    {
        var found = new HashSet<int>(network.Losses.SelectMany(static loss => loss.Inputs));
        int before;
        do
        {
            before = found.Count;
            foreach (var node in network.Nodes.Reverse().Where(n => found.Contains(n.Output)))
                found.UnionWith(node.Inputs);
        }
        while (found.Count > before);
        return found;
    }

    /// <summary>The nodes in reverse order, those of a loop together, all others alone.</summary>
    private static IEnumerable<IReadOnlyList<Node>> Stretches(ShapedNetwork network)
    {
        List<Node> stretch = [];
        foreach (var node in network.Nodes.Reverse())
        {
            if (stretch.Count > 0 && (ScanOf(node) is null || ScanOf(node) != ScanOf(stretch[0])))
            {
                yield return stretch;
                stretch = [];
            }
            stretch.Add(node);
        }
        if (stretch.Count > 0)
            yield return stretch;

        Scan? ScanOf(Node node) => network.Values[node.Output].Scan;
    }
}
