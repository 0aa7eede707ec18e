namespace Agents;

/// <summary>Training of a policy by its own gradient: once through each rollout as REINFORCE does, or several times as PPO does.</summary>
internal static class PolicyGradient
{
    /// <summary>REINFORCE with a baseline: one step for all that has happened since the last one.</summary>
    public static void Reinforce(IActorCritic network, Func<IWorld> world, int steps, int seed) => Train(network, world, steps, seed, length: 250, lambda: 1, epochs: 1, parts: 1, rate: 1e-2f);

    /// <summary>Proximal policy optimisation.</summary>
    public static void Ppo(IActorCritic network, Func<IWorld> world, int steps, int seed) => Train(network, world, steps, seed, length: 64, lambda: 0.95f, epochs: 6, parts: 4, rate: 2e-3f);

    private static void Train(IActorCritic network, Func<IWorld> world, int steps, int seed, int length, float lambda, int epochs, int parts, float rate)
    {
        const int worlds = 16;
        const float entropy = 0.005f;
        var rollout = new Rollout(network, world, worlds, length, seed);
        var (rounds, random) = (steps / rollout.Rows, new Random(seed));
        var rows = rollout.Rows / parts;
        var order = Enumerable.Range(0, rollout.Rows).ToArray();
        float[] weights = [.. Enumerable.Repeat(entropy, rows)], before = new float[rows];
        using var optimizer = new Adam(Schedule.Cosine(rate, rounds * epochs * parts)) { ClipNorm = 0.5f };
        for (var round = 0; round < rounds; round++)
        {
            rollout.Run(world().Discount, lambda);
            Standardise(rollout.Advantages);
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                random.Shuffle(order);
                for (var part = 0; part < parts; part++)
                {
                    var chosen = order.AsSpan(part * rows, rows);
                    network.TrainStep(
                        Rows(rollout.States, chosen), Rows(rollout.Actions, chosen),
                        network is CartPpo or TrafficPpo ? Rows(rollout.Before, chosen) : before, Rows(rollout.Advantages, chosen), weights,
                        Rows(rollout.Returns, chosen), optimizer);
                }
            }
        }

        float[] Rows(float[] all, ReadOnlySpan<int> chosen)
        {
            var width = all.Length / rollout.Rows;
            var some = new float[chosen.Length * width];
            for (var i = 0; i < chosen.Length; i++)
                all.AsSpan(chosen[i] * width, width).CopyTo(some.AsSpan(i * width));
            return some;
        }
    }

    private static void Standardise(float[] values)
    {
        var mean = values.Average();
        var deviation = MathF.Sqrt(values.Average(v => (v - mean) * (v - mean))) + 1e-8f;
        for (var i = 0; i < values.Length; i++)
            values[i] = (values[i] - mean) / deviation;
    }
}
