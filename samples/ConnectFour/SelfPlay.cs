namespace ConnectFour;

/// <summary>A position of a game that was played: which moves the search has tried, and how the game ended for the player to move.</summary>
internal readonly record struct Lesson(Position Position, float[] Shares, float Result);

/// <summary>The network plays against itself, many games side by side; where one ends, the next begins.</summary>
internal sealed class SelfPlay
{
    /// <summary>So many stones are dropped by the shares of the search; later ones by its first choice.</summary>
    private const int OpeningStones = 10;

    private readonly Search search;
    private readonly Random[] random;
    private readonly List<(Position Position, float[] Shares)>[] played;
    private readonly int simulations;

    /// <summary>Sets up some games. The same seed gives the same games.</summary>
    public SelfPlay(PolicyValue network, int games, int simulations, int seed)
    {
        this.simulations = simulations;
        search = new Search(network, games);
        random = [.. Enumerable.Range(0, games).Select(game => new Random(seed * 10_000 + game))];
        played = [.. Enumerable.Range(0, games).Select(static _ => new List<(Position, float[])>())];
        foreach (var tree in search.Trees)
            tree.Begin(default);
    }

    /// <summary>The games that have ended so far.</summary>
    public int Games { get; private set; }

    /// <summary>Plays one move in each game, and hands over the lessons of those that end with it.</summary>
    public void Move(Action<Lesson> learn)
    {
        search.Run(random.Length, simulations, random);
        for (var game = 0; game < random.Length; game++)
        {
            var (tree, shares) = (search.Trees[game], new float[Position.Columns]);
            tree.Shares(shares);
            played[game].Add((tree.Root, shares));
            tree.Advance(tree.Root.Stones < OpeningStones ? Drawn(shares, random[game]) : Array.IndexOf(shares, shares.Max()));
            if (tree.Root.IsLost || tree.Root.IsFull)
                End(game, learn);
        }
    }

    private void End(int game, Action<Lesson> learn)
    {
        var result = search.Trees[game].Root.IsLost ? 1f : 0f;
        for (var i = played[game].Count - 1; i >= 0; i--, result = -result)
            learn(new Lesson(played[game][i].Position, played[game][i].Shares, result));
        played[game].Clear();
        search.Trees[game].Begin(default);
        Games++;
    }

    private static int Drawn(float[] shares, Random random)
    {
        var (rest, last) = (random.NextSingle(), 0);
        for (var move = 0; move < shares.Length; move++)
        {
            if (shares[move] == 0)
                continue;
            last = move;
            if ((rest -= shares[move]) < 0)
                break;
        }
        return last;
    }
}
