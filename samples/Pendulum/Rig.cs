using System.Diagnostics;

namespace Pendulum;

/// <summary>
/// A pendulum that hangs, of which only the angle is measured, 50 times a second; the motor follows its command with a lag of 0.2 s. The next angle does not follow from this one: the system has
/// states that nobody sees.
/// </summary>
internal static class Rig
{
    private const int Steps = 100, Rows = 256, Numbers = Steps * 2;

    /// <summary>Learns the rig with memory and without, and follows it step by step.</summary>
    public static void Run(int steps)
    {
        var random = new Random(2);
        var (remembering, forgetting) = (new WithMemory(seed: 1), new WithoutMemory(seed: 1));
        using var first = new Adam(Schedule.Cosine(5e-3f, steps));
        using var second = new Adam(Schedule.Cosine(5e-3f, steps));
        var (runs, targets) = (new float[Rows * Numbers], new float[Rows * Steps]);
        for (var row = 0; row < Rows; row++)
            Simulate(random, runs.AsSpan(row * Numbers, Numbers), targets.AsSpan(row * Steps, Steps));
        for (var step = 0; step < steps; step++)
        {
            var row = step * 32 % Rows;
            remembering.TrainStep(runs.AsSpan(row * Numbers, 32 * Numbers), targets.AsSpan(row * Steps, 32 * Steps), first);
            forgetting.TrainStep(runs.AsSpan(row * Numbers, 32 * Numbers), targets.AsSpan(row * Steps, 32 * Steps), second);
        }

        // A run of ten minutes that nobody has learnt from, measurement by measurement.
        const int length = 30_000;
        var (x, changes, y, state) = (new float[length * 2], new float[length], new float[1], remembering.NewState());
        Simulate(random, x, changes);
        double with = 0, without = 0;
        for (var step = 0; step < length; step++)
        {
            remembering.Step(state, x.AsSpan(step * 2, 2), y);
            with += Math.Pow(y[0] - changes[step], 2);
            forgetting.Predict(x.AsSpan(step * 2, 2), y);
            without += Math.Pow(y[0] - changes[step], 2);
        }
        var clock = Stopwatch.StartNew();
        for (var step = 0; step < length; step++)
            remembering.Step(state, x.AsSpan(step * 2, 2), y);
        Console.WriteLine($"A rig whose velocity and motor nobody measures, {length:#,0} steps of 20 ms; share of the change of angle that is not told:");
        Console.WriteLine($"  without memory  {Share(without):0.0000}");
        Console.WriteLine($"  with memory     {Share(with):0.0000}, one step in {clock.Elapsed.TotalMicroseconds / length:0.00} µs");

        double Share(double squares) => Math.Sqrt(squares / changes.Sum(static change => (double)change * change));
    }

    /// <summary>A run from rest under commands that change now and then: angle and command of each step, and how the angle changes after it, in units of 0.02 rad.</summary>
    private static void Simulate(Random random, Span<float> x, Span<float> changes)
    {
        var (angle, velocity, torque, command) = (random.NextDouble() - 0.5, 0.0, 0.0, 0.0);
        for (var step = 0; step < changes.Length; step++)
        {
            if (random.Next(15) == 0)
                command = 4 * random.NextDouble() - 2;
            (x[2 * step], x[2 * step + 1], var before) = ((float)angle, (float)command, angle);
            for (var part = 0; part < 20; part++)
            {
                torque += 0.001 / 0.2 * (command - torque);
                velocity += 0.001 * (-9.81 * Math.Sin(angle) - 0.2 * velocity + torque);
                angle += 0.001 * velocity;
            }
            changes[step] = (float)((angle - before) / 0.02);
        }
    }
}
