namespace Agents;

/// <summary>Several worlds side by side, whose states a policy sees together, and what happened in them.</summary>
internal sealed class Rollout
{
    private readonly IActorCritic network;
    private readonly IWorld[] worlds;
    private readonly Random[] random;
    private readonly int[] ages;
    private readonly int steps, observations, actions;
    private readonly float[] logits, value, ones, change, order;

    /// <summary>Makes room for some steps in some worlds.</summary>
    public Rollout(IActorCritic network, Func<IWorld> world, int count, int steps, int seed)
    {
        (this.network, this.steps) = (network, steps);
        worlds = [.. Enumerable.Range(0, count).Select(_ => world())];
        random = [.. Enumerable.Range(0, count).Select(i => new Random(seed * 1000 + i))];
        (observations, actions, ages) = (worlds[0].Observations, worlds[0].Actions, new int[count]);
        var rows = count * steps;
        (States, Actions, Before, Advantages, Returns) = (new float[rows * observations], new float[rows * actions], new float[rows], new float[rows], new float[rows]);
        (logits, value, ones, change, order) = (new float[count * actions], new float[count], new float[count * actions], new float[count], new float[count]);
        for (var i = 0; i < count; i++)
            worlds[i].Begin(random[i]);
    }

    public float[] States { get; }

    /// <summary>A 1 in the place of the action that was taken.</summary>
    public float[] Actions { get; }

    /// <summary>ln π(a|s) when it was taken.</summary>
    public float[] Before { get; }

    public float[] Advantages { get; }

    public float[] Returns { get; }

    public int Rows => Before.Length;

    /// <summary>Acts in all worlds, and works out advantages: Σ (γλ)ᵏ δ with δ = r + γ V(s′) − V(s) (Schulman et al., 2016). With λ = 1 they are the returns less the baseline.</summary>
    public void Run(float gamma, float lambda)
    {
        var count = worlds.Length;
        var (values, rewards, isLast, isEnd) = (new float[Rows + count], new float[Rows], new bool[Rows], new bool[Rows]);
        for (var step = 0; step <= steps; step++)
        {
            var states = step < steps ? States.AsSpan(step * count * observations, count * observations) : new float[count * observations];
            for (var i = 0; i < count; i++)
                worlds[i].Observe(states.Slice(i * observations, observations));
            network.Predict(states, ones, change, value, logits, new float[count], order);
            value.CopyTo(values, step * count);
            for (var i = 0; i < count && step < steps; i++)
            {
                var row = step * count + i;
                var action = Draw(logits.AsSpan(i * actions, actions), random[i], out Before[row]);
                Actions.AsSpan(row * actions, actions).Clear();
                Actions[row * actions + action] = 1;
                (rewards[row], isEnd[row]) = worlds[i].Act(action);
                isLast[row] = isEnd[row] || ++ages[i] == worlds[i].Limit;
                if (isLast[row] && !isEnd[row])
                    rewards[row] += gamma * ValueOf(worlds[i]);
                if (isLast[row])
                {
                    worlds[i].Begin(random[i]);
                    ages[i] = 0;
                }
            }
        }
        for (var row = Rows - 1; row >= 0; row--)
        {
            var goesOn = isLast[row] ? 0 : gamma;
            var later = row + count < Rows ? Advantages[row + count] : 0;
            Advantages[row] = rewards[row] + goesOn * values[row + count] - values[row] + goesOn * lambda * later;
            Returns[row] = Advantages[row] + values[row];
        }
    }

    /// <summary>An episode that has reached its limit could have gone on: what it would have earned then counts for its last step.</summary>
    private float ValueOf(IWorld world)
    {
        var (state, one) = (new float[observations], new float[1]);
        world.Observe(state);
        network.Predict(state, new float[actions], new float[1], one, new float[actions], new float[1], new float[1]);
        return one[0];
    }

    private static int Draw(ReadOnlySpan<float> logits, Random random, out float logarithm)
    {
        var (most, sum) = (float.NegativeInfinity, 0f);
        foreach (var logit in logits)
            most = Math.Max(most, logit);
        foreach (var logit in logits)
            sum += MathF.Exp(logit - most);
        var (rest, action) = (random.NextSingle() * sum, 0);
        while (action < logits.Length - 1 && (rest -= MathF.Exp(logits[action] - most)) >= 0)
            action++;
        logarithm = logits[action] - most - MathF.Log(sum);
        return action;
    }
}
