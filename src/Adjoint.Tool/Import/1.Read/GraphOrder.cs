using Onnx;

namespace Adjoint.Tool.Import.Read;

/// <summary>The nodes of a graph, each after those that it reads. The format asks for that order, and some files do not have it.</summary>
internal sealed class GraphOrder(IReadOnlyList<NodeProto> nodes)
{
    /// <summary>Sorts the nodes; the order of the file stays where it is right.</summary>
    /// <param name="known">The names of inputs and tensors.</param>
    /// <exception cref="ImportException">A value is read that nothing makes, or nodes read one another in a circle.</exception>
    public IReadOnlyList<NodeProto> Sorted(IEnumerable<string> known)
    {
        var made = new HashSet<string>(known, StringComparer.Ordinal);
        var waiting = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var missing = new int[nodes.Count];
        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var name in Reads(nodes[i]).Distinct().Where(name => name.Length > 0 && !made.Contains(name)))
            {
                missing[i]++;
                if (!waiting.TryGetValue(name, out var list))
                    waiting[name] = list = [];
                list.Add(i);
            }
            if (missing[i] == 0)
                ready.Enqueue(i, i);
        }
        List<NodeProto> sorted = [];
        while (ready.TryDequeue(out var next, out _))
        {
            sorted.Add(nodes[next]);
            foreach (var reader in nodes[next].Output.Where(made.Add).SelectMany(name => waiting.GetValueOrDefault(name) ?? []))
            {
                if (--missing[reader] == 0)
                    ready.Enqueue(reader, reader);
            }
        }
        return sorted.Count == nodes.Count ? sorted : throw Explained(made, missing);
    }

    /// <summary>What a node reads: its inputs, and what the graphs within it read from outside.</summary>
    private static IEnumerable<string> Reads(NodeProto node) => node.Input.Concat(OuterNames(node));

    /// <summary>The values that the graphs within a node read from outside.</summary>
    public static IEnumerable<string> OuterNames(NodeProto node) => node.Attribute.Where(static a => a.G is not null).SelectMany(static a => OuterNames(a.G, MostLevels)).Distinct();

    private const int MostLevels = 8;

    private static IEnumerable<string> OuterNames(GraphProto graph, int levels)
    {
        if (levels == 0)
            throw new ImportException($"graphs are nested more than {MostLevels} deep");
        var own = graph.Input.Select(static i => i.Name).Concat(graph.Initializer.Select(static t => t.Name)).Concat(graph.Node.SelectMany(static n => n.Output)).ToHashSet(StringComparer.Ordinal);
        var read = graph.Node.SelectMany(
            node => node.Input.Concat(node.Attribute.Where(static a => a.G is not null).SelectMany(a => OuterNames(a.G, levels - 1)))).Concat(graph.Output.Select(static o => o.Name));
        return read.Where(name => name.Length > 0 && !own.Contains(name));
    }

    private ImportException Explained(HashSet<string> made, int[] missing)
    {
        var outputs = nodes.SelectMany(static n => n.Output).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (missing[i] > 0 && Reads(nodes[i]).FirstOrDefault(name => name.Length > 0 && !made.Contains(name) && !outputs.Contains(name)) is { } unknown)
                return new($"the node '{nodes[i].Name}' ({nodes[i].OpType}) reads '{unknown}', which nothing makes");
        }
        var first = Array.FindIndex(missing, static m => m > 0);
        return new($"the node '{nodes[first].Name}' ({nodes[first].OpType}) and others read one another in a circle");
    }
}
