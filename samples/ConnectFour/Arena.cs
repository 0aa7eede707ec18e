namespace ConnectFour;

/// <summary>Games between two players, from drawn openings, each of which both play from both sides.</summary>
internal static class Arena
{
    /// <summary>Plays two games from each of some openings.</summary>
    /// <returns>What the first player has won, drawn and lost.</returns>
    public static (int Won, int Drawn, int Lost) Play(IPlayer first, IPlayer second, int openings, int seed)
    {
        var beginnings = Openings(openings, seed);
        // In the even games the first player is to move.
        var positions = beginnings.SelectMany(static b => new[] { b, b }).ToArray();
        var (won, drawn, lost) = (0, 0, 0);
        var open = Enumerable.Range(0, positions.Length).ToList();
        for (var turn = 0; open.Count > 0; turn++)
        {
            foreach (var (player, parity) in new[] { (first, 0), (second, 1) })
            {
                var games = open.Where(game => (game + turn) % 2 == parity).ToArray();
                if (games.Length == 0)
                    continue;
                var moves = player.Choose([.. games.Select(game => positions[game])]);
                for (var i = 0; i < games.Length; i++)
                {
                    var next = positions[games[i]] = positions[games[i]].Play(moves[i]);
                    if (!next.IsLost && !next.IsFull)
                        continue;
                    open.Remove(games[i]);
                    (won, drawn, lost) = !next.IsLost ? (won, drawn + 1, lost) : parity == 0 ? (won + 1, drawn, lost) : (won, drawn, lost + 1);
                }
            }
        }
        return (won, drawn, lost);
    }

    /// <summary>Positions after two drawn stones, all of them different as long as there are as many.</summary>
    private static Position[] Openings(int count, int seed)
    {
        var all = Enumerable.Range(0, 49).Select(static i => new Position().Play(i / 7).Play(i % 7)).ToArray();
        new Random(seed).Shuffle(all);
        return [.. Enumerable.Range(0, count).Select(i => all[i % all.Length])];
    }
}
