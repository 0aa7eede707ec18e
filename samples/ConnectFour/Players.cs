using System.Numerics;

namespace ConnectFour;

/// <summary>Chooses moves in many games at once.</summary>
internal interface IPlayer
{
    string Name { get; }

    /// <summary>A move for each position, none of which ends the game.</summary>
    int[] Choose(IReadOnlyList<Position> positions);
}

/// <summary>Drops stones anywhere.</summary>
internal sealed class RandomPlayer(int seed) : IPlayer
{
    private readonly Random random = new(seed);

    public string Name => "random";

    public int[] Choose(IReadOnlyList<Position> positions) => [.. positions.Select(position =>
    {
        var legal = Enumerable.Range(0, Position.Columns).Where(position.IsLegal).ToArray();
        return legal[random.Next(legal.Length)];
    })];
}

/// <summary>The network with a search; without noise and always the move that was tried most often.</summary>
internal sealed class NetworkPlayer(string name, PolicyValue network, int simulations) : IPlayer
{
    public string Name => name;

    public int[] Choose(IReadOnlyList<Position> positions)
    {
        var search = new Search(network, positions.Count);
        for (var game = 0; game < positions.Count; game++)
            search.Trees[game].Begin(positions[game]);
        search.Run(positions.Count, simulations);
        var shares = new float[Position.Columns];
        return [.. search.Trees.Select(tree =>
        {
            tree.Shares(shares);
            return Array.IndexOf(shares, shares.Max());
        })];
    }
}

/// <summary>
/// Alpha-beta search to a fixed depth (Knuth and Moore, 1975). At its end a position is worth the lines of four that are still open to each side, the more stones a line has the more it counts.
/// </summary>
internal sealed class AlphaBetaPlayer(int depth) : IPlayer
{
    private const int Won = 100_000;

    /// <summary>Columns from the middle outwards: the best moves first, so that the others are soon refuted.</summary>
    private static readonly int[] Order = [3, 2, 4, 1, 5, 0, 6];

    private static readonly ulong[] Lines = [.. AllLines()];

    public string Name => $"alpha-beta {depth}";

    public int[] Choose(IReadOnlyList<Position> positions)
    {
        var moves = new int[positions.Count];
        Parallel.For(0, moves.Length, i => moves[i] = Best(positions[i]));
        return moves;
    }

    private int Best(Position position)
    {
        var (best, most) = (-1, -Won * 2);
        foreach (var column in Order.Where(position.IsLegal))
        {
            var value = -Value(position.Play(column), depth - 1, -Won * 2, -most);
            (best, most) = value > most ? (column, value) : (best, most);
        }
        return best;
    }

    /// <summary>What a position is worth to the player to move, if that lies between the bounds. A quicker win is worth more.</summary>
    private static int Value(Position position, int depth, int least, int most)
    {
        if (position.IsLost)
            return -Won - depth;
        if (position.IsFull)
            return 0;
        if (depth == 0)
            return OpenLines(position);
        foreach (var column in Order)
        {
            if (!position.IsLegal(column))
                continue;
            least = Math.Max(least, -Value(position.Play(column), depth - 1, -most, -least));
            if (least >= most)
                break;
        }
        return least;
    }

    private static int OpenLines(Position position)
    {
        var sum = 0;
        foreach (var line in Lines)
        {
            var (own, other) = (BitOperations.PopCount(position.Own & line), BitOperations.PopCount(position.Other & line));
            sum += other == 0 ? own * own * own : own == 0 ? -other * other * other : 0;
        }
        return sum;
    }

    private static IEnumerable<ulong> AllLines()
    {
        foreach (var (across, up) in new[] { (0, 1), (1, 0), (1, 1), (1, -1) })
        {
            for (var column = 0; column + 3 * across < Position.Columns; column++)
            {
                for (var row = up < 0 ? 3 : 0; row + 3 * up < Position.Rows; row++)
                    yield return Enumerable.Range(0, 4).Aggregate(0UL, (line, i) => line | 1UL << (7 * (column + i * across) + row + i * up));
            }
        }
    }
}
