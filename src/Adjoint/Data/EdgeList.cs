namespace Adjoint.Data;

/// <summary>Lays graphs out as the rows that an input of edges reads: the nodes that the edges leave, then the nodes that they enter, and −1 where there is room for more.</summary>
public static class EdgeList
{
    /// <summary>A graph whose edges go both ways: each is written in both directions, one from a node to itself once.</summary>
    /// <param name="edges">The edges, each of them once.</param>
    /// <param name="nodes">The number of nodes.</param>
    /// <param name="room">The edges that a row has room for; 0 for as many as there are.</param>
    /// <exception cref="ArgumentException">An edge names a node that does not exist, is listed twice, or does not fit.</exception>
    public static int[] Undirected(ReadOnlySpan<(int First, int Second)> edges, int nodes, int room = 0)
    {
        var both = new List<(int, int)>(2 * edges.Length);
        foreach (var (first, second) in edges)
        {
            both.Add((first, second));
            if (first != second)
                both.Add((second, first));
        }
        return Directed(both.ToArray(), nodes, room);
    }

    /// <summary>A graph whose edges go one way.</summary>
    /// <param name="edges">The edges, from a node to a node.</param>
    /// <param name="nodes">The number of nodes.</param>
    /// <param name="room">The edges that a row has room for; 0 for as many as there are.</param>
    /// <exception cref="ArgumentException">An edge names a node that does not exist, is listed twice, or does not fit.</exception>
    public static int[] Directed(ReadOnlySpan<(int Source, int Target)> edges, int nodes, int room = 0)
    {
        if (nodes < 1)
            throw new ArgumentOutOfRangeException(nameof(nodes), nodes, $"A graph has at least 1 node; 'nodes' is {nodes}.");
        if (room < 0 || (room > 0 && room < edges.Length))
            throw new ArgumentException($"There are {edges.Length} directed edges; 'room' is {room}. Write at least {edges.Length}, here and in Input.", nameof(room));
        var count = room == 0 ? edges.Length : room;
        var row = new int[2 * count];
        Array.Fill(row, -1);
        var seen = new HashSet<(int, int)>();
        for (var i = 0; i < edges.Length; i++)
        {
            var (source, target) = edges[i];
            if ((uint)source >= (uint)nodes || (uint)target >= (uint)nodes)
                throw new ArgumentException($"Edge {i} goes from {source} to {target}; the nodes of the graph are 0 to {nodes - 1}.", nameof(edges));
            if (!seen.Add((source, target)))
                throw new ArgumentException($"Edge {i}, from {source} to {target}, is listed already, and would count twice; leave it out.", nameof(edges));
            (row[i], row[count + i]) = (source, target);
        }
        return row;
    }
}
