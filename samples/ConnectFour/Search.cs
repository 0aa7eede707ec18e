namespace ConnectFour;

/// <summary>The trees of many games, whose positions the network sees together: one call for each simulation, whatever the number of games.</summary>
internal sealed class Search
{
    private readonly PolicyValue network;
    private readonly float[] boards, moves, winners;
    private readonly bool[] isOpen;

    /// <summary>Makes room for some games.</summary>
    public Search(PolicyValue network, int games)
    {
        this.network = network;
        Trees = [.. Enumerable.Range(0, games).Select(static _ => new Tree())];
        (boards, moves, winners) = (new float[games * PolicyValue.BoardSize], new float[games * Position.Columns], new float[games]);
        isOpen = new bool[games];
    }

    /// <summary>One tree for each game.</summary>
    public Tree[] Trees { get; }

    /// <summary>Runs simulations in the trees of the first <paramref name="games"/> games.</summary>
    /// <param name="games">How many games there are now.</param>
    /// <param name="simulations">How many simulations in each.</param>
    /// <param name="noise">A source of noise for each game, or none; see <see cref="Tree.AddNoise"/>.</param>
    public void Run(int games, int simulations, Random[]? noise = null)
    {
        for (var simulation = 0; simulation < simulations; simulation++)
        {
            Parallel.For(0, games, game =>
            {
                var tree = Trees[game];
                if (noise is not null && simulation == 0 && tree.HasRoot)
                    tree.AddNoise(noise[game], 0.25f);
                isOpen[game] = tree.Descend(boards.AsSpan(game * PolicyValue.BoardSize, PolicyValue.BoardSize));
            });
            network.Predict(boards.AsSpan(0, games * PolicyValue.BoardSize), moves.AsSpan(0, games * Position.Columns), winners.AsSpan(0, games));
            for (var game = 0; game < games; game++)
            {
                if (!isOpen[game])
                    continue;
                var isNew = !Trees[game].HasRoot;
                Trees[game].Expand(moves.AsSpan(game * Position.Columns, Position.Columns), winners[game]);
                if (noise is not null && isNew)
                    Trees[game].AddNoise(noise[game], 0.25f);
            }
        }
    }
}
