namespace Agents;

/// <summary>A hundred episodes of what a policy has learnt, always with the action that it likes best.</summary>
internal static class Trial
{
    /// <summary>The mean reward of an episode; their random numbers begin with <paramref name="first"/>.</summary>
    public static double Mean(Func<IWorld> world, Func<float[], float[]> scores, int episodes = 100, int first = 1_000_000)
    {
        var worlds = Enumerable.Range(0, episodes).Select(_ => world()).ToArray();
        var (seen, actions) = (worlds[0].Observations, worlds[0].Actions);
        return Mean(worlds, first, (open, choices) =>
        {
            var states = new float[open.Length * seen];
            for (var i = 0; i < open.Length; i++)
                worlds[open[i]].Observe(states.AsSpan(i * seen, seen));
            var all = scores(states);
            for (var i = 0; i < open.Length; i++)
                choices[i] = QLearning.Best(all.AsSpan(i * actions, actions));
        });
    }

    /// <summary>The same of a rule that looks at one world at a time.</summary>
    public static double MeanOf<TWorld>(Func<TWorld> world, Func<TWorld, int> rule)
        where TWorld : class, IWorld
    {
        var worlds = Enumerable.Range(0, 100).Select(_ => world()).ToArray();
        return Mean(worlds, 1_000_000, (open, choices) =>
        {
            for (var i = 0; i < open.Length; i++)
                choices[i] = rule(worlds[open[i]]);
        });
    }

    private static double Mean(IWorld[] worlds, int first, Action<int[], int[]> choose)
    {
        for (var i = 0; i < worlds.Length; i++)
            worlds[i].Begin(new Random(first + i));
        var (open, total) = (Enumerable.Range(0, worlds.Length).ToArray(), 0.0);
        for (var step = 0; step < worlds[0].Limit && open.Length > 0; step++)
        {
            var (choices, ended) = (new int[open.Length], new HashSet<int>());
            choose(open, choices);
            for (var i = 0; i < open.Length; i++)
            {
                var (reward, isEnd) = worlds[open[i]].Act(choices[i]);
                total += reward;
                if (isEnd)
                    ended.Add(open[i]);
            }
            open = [.. open.Where(i => !ended.Contains(i))];
        }
        return total / worlds.Length;
    }
}
