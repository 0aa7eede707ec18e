namespace ConnectFour;

/// <summary>Elo's numbers from the results of games: 400 more means winning ten times as often. The first player has 0.</summary>
internal sealed class Elo
{
    private readonly List<string> players = [];
    private readonly List<(int First, int Second, double Points, int Games)> matches = [];

    /// <summary>Adds a match; a draw is half a point to each.</summary>
    public void Add(string first, string second, (int Won, int Drawn, int Lost) result) =>
        matches.Add((Index(first), Index(second), result.Won + result.Drawn / 2.0, result.Won + result.Drawn + result.Lost));

    /// <summary>
    /// The strengths that make the results likeliest (Bradley and Terry, 1952), by Zermelo's iteration. Half a point against a player of the mean strength is
    /// added to each, so that one who loses all games has a number too.
    /// </summary>
    public IReadOnlyDictionary<string, double> Ratings()
    {
        var strengths = Enumerable.Repeat(1.0, players.Count).ToArray();
        for (var iteration = 0; iteration < 2000; iteration++)
        {
            double[] points = [.. strengths.Select(static _ => 0.5)], rivals = [.. strengths.Select(static s => 1 / (s + 1))];
            foreach (var (first, second, won, games) in matches)
            {
                points[first] += won;
                points[second] += games - won;
                rivals[first] += games / (strengths[first] + strengths[second]);
                rivals[second] += games / (strengths[first] + strengths[second]);
            }
            for (var i = 0; i < strengths.Length; i++)
                strengths[i] = points[i] / rivals[i];
        }
        return players.Select((name, i) => (name, Number: 400 * Math.Log10(strengths[i] / strengths[0]))).ToDictionary(static p => p.name, static p => p.Number);
    }

    private int Index(string player)
    {
        if (!players.Contains(player))
            players.Add(player);
        return players.IndexOf(player);
    }
}
