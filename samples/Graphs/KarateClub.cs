using Adjoint.Data;

namespace Graphs;

/// <summary>
/// Zachary's karate club (1977): 34 members, an edge for each two who met outside the club, and the half that each of them went with when it split. Only the instructor and the president have a label;
/// the rest of the labels are found along the edges.
/// </summary>
public static class KarateClub
{
    private const int Members = KarateNetwork.Members, Instructor = 0, President = 33, None = -1;

    private static readonly (int, int)[] edges =
    [
        (0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (0, 6), (0, 7), (0, 8), (0, 10), (0, 11), (0, 12), (0, 13), (0, 17), (0, 19), (0, 21), (0, 31),
        (1, 2), (1, 3), (1, 7), (1, 13), (1, 17), (1, 19), (1, 21), (1, 30), (2, 3), (2, 7), (2, 8), (2, 9), (2, 13), (2, 27), (2, 28), (2, 32),
        (3, 7), (3, 12), (3, 13), (4, 6), (4, 10), (5, 6), (5, 10), (5, 16), (6, 16), (8, 30), (8, 32), (8, 33), (9, 33), (13, 33), (14, 32), (14, 33),
        (15, 32), (15, 33), (18, 32), (18, 33), (19, 33), (20, 32), (20, 33), (22, 32), (22, 33), (23, 25), (23, 27), (23, 29), (23, 32), (23, 33),
        (24, 25), (24, 27), (24, 31), (25, 31), (26, 29), (26, 33), (27, 33), (28, 31), (28, 33), (29, 32), (29, 33), (30, 32), (30, 33),
        (31, 32), (31, 33), (32, 33),
    ];

    private static readonly int[] withInstructor = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 16, 17, 19, 21];

    /// <summary>Trains with the edges and without, from several seeds.</summary>
    public static void Run()
    {
        Console.WriteLine($"Zachary's karate club: {Members} members, {edges.Length} edges, 2 labels; {KarateNetwork.ParameterCount:#,0} weights");
        const int seeds = 10;
        var known = EdgeList.Undirected(edges, Members);
        var none = Enumerable.Repeat(None, known.Length).ToArray();
        foreach (var (what, graph) in new[] { ("with the edges", known), ("without them", none) })
        {
            var right = Enumerable.Range(1, seeds).Select(seed => Right(graph, seed)).ToList();
            Console.WriteLine($"  {what,-15} {right.Average():0.0} of {Members} members are classified correctly, at least {right.Min()}");
        }
    }

    /// <summary>How many members are classified correctly.</summary>
    private static int Right(int[] graph, long seed)
    {
        var network = new KarateNetwork(seed);
        // Each member is told apart by its number alone.
        var x = new float[Members * Members];
        for (var i = 0; i < Members; i++)
            x[i * Members + i] = 1;
        var labels = Enumerable.Repeat(None, Members).ToArray();
        (labels[Instructor], labels[President]) = (0, 1);
        using var optimizer = new Adam(0.01f);
        for (var step = 0; step < 100; step++)
            network.TrainStep(graph, x, labels, optimizer);
        var logits = new float[Members * 2];
        network.Predict(graph, x, logits);
        return Enumerable.Range(0, Members).Count(i => logits[2 * i] > logits[2 * i + 1] == withInstructor.Contains(i));
    }
}
