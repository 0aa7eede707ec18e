namespace Agents;

/// <summary>Deep Q-learning (Mnih et al., 2015) with a memory, a network that lags behind for the targets, and the choice of van Hasselt, Guez and Silver (2016) in them.</summary>
internal static class QLearning
{
    private const int Worlds = 8, Memory = 50_000, Rows = 64, StepsOfTarget = 250;

    /// <summary>Values are learnt in units of ten points: so they are of the size that a network yields.</summary>
    private const float Unit = 0.1f;

    /// <summary>Acts and learns.</summary>
    /// <param name="network">Learns.</param>
    /// <param name="target">A second network of its kind, which is overwritten.</param>
    /// <param name="world">Makes a world.</param>
    /// <param name="steps">Steps in all worlds together; a step of training comes with each.</param>
    /// <param name="seed">For the worlds, and for what is drawn.</param>
    /// <param name="judge">
    /// How good the network is now, in episodes of their own: the best of ten stages of the second half is kept, for values that go on changing make a policy worse from one moment to the next.
    /// </param>
    public static void Train(IQNetwork network, IQNetwork target, Func<IWorld> world, int steps, int seed, Func<double> judge)
    {
        var (best, kept) = (double.NegativeInfinity, network.Parameters.ToArray());
        var (worlds, random, ages) = (Enumerable.Range(0, Worlds).Select(_ => world()).ToArray(), new Random(seed), new int[Worlds]);
        var (seen, actions, discount) = (worlds[0].Observations, worlds[0].Actions, worlds[0].Discount);
        var memory = new (float[] State, int Action, float Reward, float[] Next, bool IsEnd)[Memory];
        var states = new float[Worlds][];
        for (var i = 0; i < Worlds; i++)
        {
            worlds[i].Begin(random);
            states[i] = See(worlds[i]);
        }
        network.Parameters.CopyTo(target.Parameters);
        using var optimizer = new Adam(Schedule.Cosine(1e-3f, steps)) { ClipNorm = 10 };
        var values = new float[Worlds * actions];
        for (var (step, trained) = (0, 0); step < steps; step += Worlds)
        {
            network.Predict([.. states.SelectMany(static s => s)], new float[Worlds * actions], values, new float[Worlds]);
            // At first all actions are drawn, in the end one in fifty.
            var curiosity = Math.Max(0.02, 1 - step / (0.2 * steps));
            for (var i = 0; i < Worlds; i++)
            {
                var action = random.NextDouble() < curiosity ? random.Next(actions) : Best(values.AsSpan(i * actions, actions));
                var (reward, isEnd) = worlds[i].Act(action);
                var next = See(worlds[i]);
                memory[(step + i) % Memory] = (states[i], action, reward, next, isEnd);
                if (isEnd || ++ages[i] == worlds[i].Limit)
                {
                    worlds[i].Begin(random);
                    (next, ages[i]) = (See(worlds[i]), 0);
                }
                states[i] = next;
            }
            for (var i = 0; i < Worlds && step >= 1000; i++)
            {
                Learn(Math.Min(Memory, step));
                if (++trained % StepsOfTarget == 0)
                    network.Parameters.CopyTo(target.Parameters);
            }
            if (step + Worlds < steps / 2 || (step + Worlds) % (steps / 20) >= Worlds || judge() is var points && points < best)
                continue;
            (best, kept) = (points, network.Parameters.ToArray());
        }
        kept.CopyTo(network.Parameters);

        float[] See(IWorld place)
        {
            var state = new float[seen];
            place.Observe(state);
            return state;
        }

        void Learn(int count)
        {
            var (x, taken, next, goals) = (new float[Rows * seen], new float[Rows * actions], new float[Rows * seen], new float[Rows]);
            var lessons = new int[Rows];
            for (var row = 0; row < Rows; row++)
            {
                var lesson = memory[lessons[row] = random.Next(count)];
                lesson.State.CopyTo(x, row * seen);
                lesson.Next.CopyTo(next, row * seen);
                taken[row * actions + lesson.Action] = 1;
            }
            var (own, lagging, unused) = (new float[Rows * actions], new float[Rows * actions], new float[Rows]);
            network.Predict(next, taken, own, unused);
            target.Predict(next, taken, lagging, unused);
            for (var row = 0; row < Rows; row++)
            {
                var lesson = memory[lessons[row]];
                goals[row] = Unit * lesson.Reward + (lesson.IsEnd ? 0 : discount * lagging[row * actions + Best(own.AsSpan(row * actions, actions))]);
            }
            network.TrainStep(x, taken, goals, optimizer);
        }
    }

    /// <summary>The action of the largest value.</summary>
    public static int Best(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var action = 1; action < values.Length; action++)
            best = values[action] > values[best] ? action : best;
        return best;
    }
}
