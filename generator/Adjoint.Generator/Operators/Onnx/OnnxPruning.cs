namespace Adjoint.Generator.Operators;

/// <summary>Makes a graph shorter without changing what it computes.</summary>
internal static class OnnxPruning
{
    /// <summary>The graph without the copies at its end whose original nobody else reads: the node before yields the output itself.</summary>
    public static OnnxGraph WithoutCopies(OnnxGraph graph)
    {
        var (nodes, names) = (graph.Nodes.ToList(), new Dictionary<string, string>(StringComparer.Ordinal));
        var makers = nodes.SelectMany(static node => node.Outputs.Select(output => (output, node))).ToDictionary(static m => m.output, static m => m.node, StringComparer.Ordinal);
        foreach (var copy in nodes.Where(static node => node.Op == "Identity").ToList())
        {
            var original = copy.Inputs[0];
            if (!makers.ContainsKey(original) || names.ContainsKey(original) || nodes.Sum(node => Reads(node, original)) > 1)
                continue;
            names.Add(original, copy.Outputs[0]);
            nodes.Remove(copy);
        }
        return graph with { Nodes = nodes.Select(node => node with { Outputs = node.Outputs.Select(o => names.TryGetValue(o, out var name) ? name : o).ToEquatableArray() }).ToEquatableArray() };
    }

    private static int Reads(OnnxNode node, string name) => node.Inputs.Count(input => input == name) + (node.Body?.Nodes.Sum(inner => Reads(inner, name)) ?? 0);
}
