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
            foreach (var name in nodes[i].Input.Distinct().Where(name => name.Length > 0 && !made.Contains(name)))
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

    private ImportException Explained(HashSet<string> made, int[] missing)
    {
        var outputs = nodes.SelectMany(static n => n.Output).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (missing[i] > 0 && nodes[i].Input.FirstOrDefault(name => name.Length > 0 && !made.Contains(name) && !outputs.Contains(name)) is { } unknown)
                return new($"the node '{nodes[i].Name}' ({nodes[i].OpType}) reads '{unknown}', which nothing makes");
        }
        var first = Array.FindIndex(missing, static m => m > 0);
        return new($"the node '{nodes[first].Name}' ({nodes[first].OpType}) and others read one another in a circle");
    }
}
