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
            declared.Nodes.Select(n => n.Operator.Flops(new NodeContext(declared, n, trained))).ToEquatableArray());
        var gradients = new GradientBuilder(network, aliases);
        foreach (var loss in network.Losses)
            gradients.Add(loss, graph.ContextOfLoss(loss), isLoss: true);
        foreach (var node in network.Nodes.Reverse())
        {
            cancellation.ThrowIfCancellationRequested();
            if (trained.Contains(node.Output) && gradients.Reaches(node.Output))
                gradients.Add(node, new NodeContext(network, node, trained));
        }
        gradients.ClearTheRest(wanted);
        return graph with { Backward = gradients.Steps.ToEquatableArray(), Parts = gradients.Parts.ToEquatableArray() };
    }

    private static HashSet<int> ValuesThatDependOnParameters(ShapedNetwork network, ISet<int> wanted)
    {
        var found = new HashSet<int>(wanted);
        foreach (var node in network.Nodes)
        {
            if (node.Parameters.Any(p => network.Parameters[p].IsTrained) || node.Inputs.Any(found.Contains))
                found.Add(node.Output);
        }
        return found;
    }
}
