using System.Diagnostics;
using System.Globalization;
using Agents;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var (rest, seed) = (args.ToList(), 1);
var isRight = rest.IndexOf("--seed") is not (>= 0 and var at) || (at + 1 < rest.Count && int.TryParse(rest[at + 1], out seed) && seed > 0);
if (isRight && rest.IndexOf("--seed") is >= 0 and var option)
    rest.RemoveRange(option, 2);
var names = rest.ToArray();
if (!isRight || names.Length > 1 || (names.Length == 1 && names[0] is not ("cartpole" or "traffic")))
{
    Console.Error.WriteLine("Agents [cartpole|traffic] [--seed SEED]: learns to balance a pole, and to drive, by REINFORCE, PPO and Q-learning.");
    return 2;
}
if (names is [] or ["cartpole"])
{
    Console.WriteLine("Cart and pole: the mean of 100 episodes, 500 at most");
    Func<IWorld> world = static () => new CartPole();
    Console.WriteLine($"  {"drawn actions",-34}{Trial.MeanOf(static () => new CartPole(), Drawn(2)),8:0.0}");
    Policy("REINFORCE with a baseline", new CartReinforce(seed), world, 600_000, PolicyGradient.Reinforce, static reward => reward);
    Policy("PPO", new CartPpo(seed), world, 300_000, PolicyGradient.Ppo, static reward => reward);
    Values("Q-learning", new CartQ(seed), new CartQ(seed + 1), world, 120_000, static reward => reward);
}
if (names is [] or ["traffic"])
{
    Console.WriteLine("Five lanes: the mean speed of 100 drives in miles an hour; the own car reaches 80, the others drive 45 to 65");
    Func<IWorld> world = static () => new Traffic();
    Console.WriteLine($"  {"drawn actions",-34}{Speed(Trial.MeanOf(static () => new Traffic(), Drawn(5))),8:0.0}");
    Console.WriteLine($"  {"always faster",-34}{Speed(Trial.MeanOf(static () => new Traffic(), static _ => 1)),8:0.0}");
    Console.WriteLine($"  {"to the lane with more room",-34}{Speed(Trial.MeanOf(static () => new Traffic(), static traffic => traffic.Rule())),8:0.0}");
    Policy("REINFORCE with a baseline", new TrafficReinforce(seed), world, 1_600_000, PolicyGradient.Reinforce, Speed);
    Policy("PPO", new TrafficPpo(seed), world, 1_000_000, PolicyGradient.Ppo, Speed);
    Values("Q-learning", new TrafficQ(seed), new TrafficQ(seed + 1), world, 80_000, Speed);
}
return 0;

static double Speed(double reward) => 60 + 20 * reward / new Traffic().Limit;

static Func<IWorld, int> Drawn(int actions)
{
    var random = new Random(1);
    return _ => random.Next(actions);
}

void Policy(string name, IActorCritic network, Func<IWorld> world, int steps, Action<IActorCritic, Func<IWorld>, int, int> train, Func<double, double> unit)
{
    var (clock, before) = (Stopwatch.StartNew(), Trial.Mean(world, Scores));
    train(network, world, steps, seed);
    Write(name, unit(Trial.Mean(world, Scores)), unit(before), steps, clock);

    float[] Scores(float[] states)
    {
        var rows = states.Length / network.Inputs[0].Size;
        var logits = new float[rows * network.Inputs[1].Size];
        network.Predict(states, new float[logits.Length], new float[rows], new float[rows], logits, new float[rows], new float[rows]);
        return logits;
    }
}

void Values(string name, IQNetwork network, IQNetwork target, Func<IWorld> world, int steps, Func<double, double> unit)
{
    var (clock, before) = (Stopwatch.StartNew(), Trial.Mean(world, Scores));
    QLearning.Train(network, target, world, steps, seed, () => Trial.Mean(world, Scores, episodes: 40, first: 2_000_000));
    Write(name, unit(Trial.Mean(world, Scores)), unit(before), steps, clock);

    float[] Scores(float[] states)
    {
        var rows = states.Length / network.Inputs[0].Size;
        var values = new float[rows * network.Inputs[1].Size];
        network.Predict(states, new float[values.Length], values, new float[rows]);
        return values;
    }
}

static void Write(string name, double after, double before, int steps, Stopwatch clock) =>
    Console.WriteLine($"  {name,-34}{after,8:0.0}   untrained {before,5:0.0}   {steps,9:#,0} steps {clock.Elapsed.TotalSeconds,6:0} s");
