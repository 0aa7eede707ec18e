using Adjoint.Data;

namespace Graphs;

/// <summary>
/// A stochastic block model: each of 20 nodes belongs to one of two communities by the toss of a coin, and two nodes are joined more often within a community
/// than across. The communities of half of the nodes are known. No rule can beat the most probable community given all that is known, and with ten hidden nodes
/// that is found by summing over 1,024 cases.
/// </summary>
public static class Communities
{
    /// <summary>The nodes, the first half of them hidden.</summary>
    public const int Nodes = 20;

    private const int Hidden = Nodes / 2, Room = Nodes * (Nodes - 1), None = -1, Rows = 64;
    private const double Within = 0.5, Across = 0.2;

    /// <summary>Trains on new graphs at every step, and compares with the best that is possible.</summary>
    /// <param name="steps">The steps.</param>
    public static void Run(int steps)
    {
        Console.WriteLine($"Two communities of {Nodes} nodes, {Hidden} of them hidden; {CommunityNetwork.ParameterCount:#,0} weights");
        var test = new Batch(500, new Random(2));
        var (best, nearest) = (Share(test, MostProbable), Share(test, OfKnownNeighbours));
        Console.WriteLine($"  the best possible             {best:0.0} %");
        Console.WriteLine($"  the best of known neighbours  {nearest:0.0} %");
        Console.WriteLine($"  the network                   {Trained(test, steps, withEdges: true):0.0} %");
        Console.WriteLine($"  the network without edges     {Trained(test, steps, withEdges: false):0.0} %");
    }

    private static double Trained(Batch test, int steps, bool withEdges)
    {
        var (network, random) = (new CommunityNetwork(seed: 1), new Random(1));
        using var optimizer = new Adam(Schedule.Cosine(5e-3f, steps));
        for (var step = 0; step < steps; step++)
        {
            var batch = new Batch(Rows, random);
            network.TrainStep(withEdges ? batch.Edges : batch.NoEdges, batch.Known, batch.Labels, optimizer);
        }
        var logits = new float[test.Graphs.Length * Nodes * 2];
        network.Predict(withEdges ? test.Edges : test.NoEdges, test.Known, logits);
        return Share(test, (graph, node) => logits[(graph * Nodes + node) * 2] < logits[(graph * Nodes + node) * 2 + 1] ? 1 : 0);
    }

    /// <summary>The share of hidden nodes whose community a rule finds, in percent.</summary>
    private static double Share(Batch batch, Func<int, int, int> rule) =>
        100.0 * batch.Graphs.Select((graph, g) => Enumerable.Range(0, Hidden).Count(node => rule(g, node) == graph.Community[node])).Sum() / (batch.Graphs.Length * Hidden);

    private static double Share(Batch batch, Func<Graph, int[]> rule)
    {
        var found = Array.ConvertAll(batch.Graphs, graph => rule(graph));
        return Share(batch, (graph, node) => found[graph][node]);
    }

    /// <summary>The more probable community of each hidden node: the sum over all cases of the others.</summary>
    private static int[] MostProbable(Graph graph)
    {
        var odds = new double[Hidden, 2];
        for (var communities = 0; communities < 1 << Hidden; communities++)
        {
            int Of(int node) => node < Hidden ? communities >> node & 1 : graph.Community[node];
            var logarithm = 0.0;
            for (var i = 0; i < Hidden; i++)
            {
                for (var j = i + 1; j < Nodes; j++)
                    logarithm += Logarithm(graph.Joined[i, j], Of(i) == Of(j));
            }
            for (var i = 0; i < Hidden; i++)
                odds[i, Of(i)] += Math.Exp(logarithm + 80);
        }
        return [.. Enumerable.Range(0, Hidden).Select(i => odds[i, 1] > odds[i, 0] ? 1 : 0)];
    }

    /// <summary>The more probable community by the nodes alone whose community is known.</summary>
    private static int[] OfKnownNeighbours(Graph graph) =>
    [
        .. Enumerable.Range(0, Hidden).Select(i => Enumerable.Range(Hidden, Nodes - Hidden)
            .Sum(j => Logarithm(graph.Joined[i, j], graph.Community[j] == 1) - Logarithm(graph.Joined[i, j], graph.Community[j] == 0)) > 0 ? 1 : 0),
    ];

    private static double Logarithm(bool joined, bool same) => Math.Log(joined ? same ? Within : Across : 1 - (same ? Within : Across));

    private sealed record Graph(int[] Community, bool[,] Joined);

    /// <summary>Graphs as rows of the network's inputs.</summary>
    private sealed class Batch
    {
        public Batch(int rows, Random random)
        {
            Graphs = [.. Enumerable.Range(0, rows).Select(_ => Draw(random))];
            Edges = [.. Graphs.SelectMany(static graph => EdgesOf(graph))];
            NoEdges = [.. Enumerable.Repeat(None, Edges.Length)];
            Known = [.. Graphs.SelectMany(static graph => graph.Community.SelectMany(static (community, node) => node < Hidden ? [0f, 0f] : community == 0 ? new[] { 1f, 0f } : [0f, 1f]))];
            Labels = [.. Graphs.SelectMany(static graph => graph.Community.Select(static (community, node) => node < Hidden ? community : None))];
        }

        public Graph[] Graphs { get; }

        public int[] Edges { get; }

        public int[] NoEdges { get; }

        public float[] Known { get; }

        public int[] Labels { get; }

        private static Graph Draw(Random random)
        {
            var community = Enumerable.Range(0, Nodes).Select(_ => random.Next(2)).ToArray();
            var joined = new bool[Nodes, Nodes];
            for (var i = 0; i < Nodes; i++)
            {
                for (var j = i + 1; j < Nodes; j++)
                    joined[i, j] = random.NextDouble() < (community[i] == community[j] ? Within : Across);
            }
            return new Graph(community, joined);
        }

        private static int[] EdgesOf(Graph graph) => EdgeList.Undirected(
            [.. from i in Enumerable.Range(0, Nodes) from j in Enumerable.Range(i + 1, Nodes - i - 1) where graph.Joined[i, j] select (i, j)], Nodes, Room);
    }
}
