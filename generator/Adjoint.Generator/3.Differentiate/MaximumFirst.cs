using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Differentiate;

/// <summary>
/// Lets max pooling change places with a ReLU before it: <c>maxₖ max(xₖ, 0) = max(maxₖ xₖ, 0)</c>, and in either order dx is dy at the first maximum where
/// that is above 0, and 0 elsewhere. The ReLU then has as many numbers to look at as there are windows, forward and back.
/// </summary>
internal static class MaximumFirst
{
    /// <summary>The network with the two in their cheaper order, wherever nobody else sees what lies between them.</summary>
    /// <param name="network">The network.</param>
    /// <param name="wanted">The values that a gradient is wanted for.</param>
    public static ShapedNetwork Apply(ShapedNetwork network, ISet<int> wanted)
    {
        var (nodes, values) = (network.Nodes.ToList(), network.Values.ToList());
        var readers = network.Nodes.Concat(network.Losses).SelectMany(static n => n.Inputs).Concat(network.Outputs).Concat(wanted)
            .GroupBy(static v => v).ToDictionary(static g => g.Key, static g => g.Count());
        for (var i = 0; i < nodes.Count; i++)
        {
            var pool = nodes[i];
            if (pool.Operator is not MaxPool || readers[pool.Inputs[0]] != 1)
                continue;
            var at = nodes.FindIndex(n => n.Output == pool.Inputs[0]);
            if (at < 0 || nodes[at].Operator is not ReLU)
                continue;
            var relu = nodes[at];
            // What lies between them is now what the windows give.
            var (between, last) = (values[relu.Output], values[pool.Output]);
            values[relu.Output] = between with { Name = last.Name, Shape = last.Shape };
            values[pool.Output] = last with { Name = between.Name };
            nodes[at] = pool with { Inputs = relu.Inputs, Output = relu.Output };
            nodes[i] = relu with { Inputs = [relu.Output], Output = pool.Output };
        }
        return network with { Nodes = nodes.ToEquatableArray(), Values = values.ToEquatableArray() };
    }

    /// <summary>What the reader of a layer's code should know, if the layer has changed its place.</summary>
    public static string Remark(ShapedNetwork declared, Node node) =>
        node.Operator is ReLU && declared.Nodes.First(n => n.Attribute == node.Attribute && n.Name == node.Name).Output != node.Output
            ? " (of the maxima: the maximum of ReLUs is the ReLU of the maximum)"
            : "";
}
