using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Differentiate;

/// <summary>
/// The third stage: reverse-mode differentiation of the graph. Each operator contributes the product of its Jacobian's transpose with the incoming
/// gradient; this class only walks the nodes, forward once and backward once, and leaves out what no parameter depends on and what no loss sees.
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
        var contexts = network.Nodes.Select(n => new NodeContext(network, n, trained)).ToList();
        List<Step> forward = [], inference = [], loss = [];
        List<Alias> aliases = [], inferenceAliases = [];
        for (var i = 0; i < network.Nodes.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (node, layer) = (network.Nodes[i], network.Nodes[i].Operator);
            var calls = new List<KernelCall>();
            layer.Forward(contexts[i], calls);
            var remark = MaximumFirst.Remark(declared, node);
            forward.AddRange(calls.Select(c => new Step(node.Name, c with { Formula = c.Formula + remark })));
            if (layer.IsView)
                aliases.Add(new Alias(node.Output, node.Inputs[0]));
            if (layer.IsView || layer.OnlyTrains)
                inferenceAliases.Add(new Alias(node.Output, node.Inputs[0]));
            else
                inference.AddRange(Prediction(layer, contexts[i]).Select(c => new Step(node.Name, c with { Formula = c.Formula + remark })));
        }
        var gradients = new GradientBuilder(network, aliases);
        // A loss is judged where it is, also on an output that nothing trained stands before.
        var judged = new HashSet<int>([.. trained, .. network.Losses.Select(static l => l.Inputs[0])]);
        foreach (var node in network.Losses)
        {
            var context = new NodeContext(network, node, judged);
            var calls = new List<KernelCall>();
            node.Operator.Forward(context, calls);
            loss.AddRange(calls.Select(c => new Step(node.Name, c)));
            gradients.Add(node, context);
        }
        for (var i = network.Nodes.Count - 1; i >= 0; i--)
        {
            cancellation.ThrowIfCancellationRequested();
            if (trained.Contains(network.Nodes[i].Output) && gradients.Reaches(network.Nodes[i].Output))
                gradients.Add(network.Nodes[i], contexts[i]);
        }
        gradients.ClearTheRest(wanted);
        return new TrainingGraph(
            declared, network, forward.ToEquatableArray(), loss.ToEquatableArray(), gradients.Steps.ToEquatableArray(),
            inference.ToEquatableArray(), aliases.ToEquatableArray(), inferenceAliases.ToEquatableArray(), gradients.Parts.ToEquatableArray(),
            gradients.RowGradients.ToEquatableArray(),
            declared.Nodes.Select(n => n.Operator.Flops(new NodeContext(declared, n, trained))).ToEquatableArray());
    }

    private static List<KernelCall> Prediction(Operator layer, NodeContext context)
    {
        var calls = new List<KernelCall>();
        layer.Predict(context, calls);
        return calls;
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
