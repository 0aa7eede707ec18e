using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Differentiate;

/// <summary>
/// The third stage: reverse-mode differentiation of the graph. Each operator contributes the product of its Jacobian's transpose with the incoming
/// gradient; this class only walks the nodes, forward once and backward once, and leaves out what no parameter depends on.
/// </summary>
internal static class Differentiator
{
    public static TrainingGraph Differentiate(ShapedNetwork network, CancellationToken cancellation)
    {
        var trainable = ValuesThatDependOnParameters(network);
        var contexts = network.Nodes.Select(n => new NodeContext(network, n, n.Inputs.Any(trainable.Contains))).ToList();
        List<Step> forward = [], inference = [], loss = [], backward = [], parameters = [];
        List<Alias> aliases = [], inferenceAliases = [];
        for (var i = 0; i < network.Nodes.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (node, layer) = (network.Nodes[i], OperatorTable.Of(network.Nodes[i]));
            var calls = new List<KernelCall>();
            layer.Forward(contexts[i], calls);
            forward.AddRange(calls.Select(c => new Step(node.Name, c)));
            if (layer.IsView)
                aliases.Add(new Alias(node.Output, node.Inputs[0]));
            if (layer.IsView || layer.OnlyTrains)
                inferenceAliases.Add(new Alias(node.Output, node.Inputs[0]));
            else
                inference.AddRange(calls.Select(c => new Step(node.Name, c)));
        }
        foreach (var node in network.Losses)
        {
            var context = new NodeContext(network, node, needsInputGradient: true);
            var calls = new List<KernelCall>();
            OperatorTable.Of(node).Forward(context, calls);
            loss.AddRange(calls.Select(c => new Step(node.Name, c)));
            Backward(node, context, backward, parameters);
        }
        for (var i = network.Nodes.Count - 1; i >= 0 && network.Losses.Count > 0; i--)
        {
            cancellation.ThrowIfCancellationRequested();
            if (trainable.Contains(network.Nodes[i].Output))
                Backward(network.Nodes[i], contexts[i], backward, parameters);
        }
        return new TrainingGraph(
            network, forward.ToEquatableArray(), loss.ToEquatableArray(), backward.ToEquatableArray(), parameters.ToEquatableArray(),
            inference.ToEquatableArray(), aliases.ToEquatableArray(), inferenceAliases.ToEquatableArray(),
            network.Nodes.Select((n, i) => OperatorTable.Of(n).Flops(contexts[i])).ToEquatableArray());
    }

    private static void Backward(Node node, NodeContext context, List<Step> blocks, List<Step> parameters)
    {
        var calls = new BackwardCalls();
        OperatorTable.Of(node).Backward(context, calls);
        blocks.AddRange(calls.Blocks.Select(c => new Step(node.Name, c)));
        parameters.AddRange(calls.Parameters.Select(c => new Step(node.Name, c)));
    }

    private static HashSet<int> ValuesThatDependOnParameters(ShapedNetwork network)
    {
        var found = new HashSet<int>();
        foreach (var node in network.Nodes)
        {
            if (!node.Parameters.IsEmpty || node.Inputs.Any(found.Contains))
                found.Add(node.Output);
        }
        return found;
    }
}
