namespace Theory.Flows;

/// <summary>Van der Pol's oscillator, x″ = (1 − x²) x′ − x: what the learner is shown are its states at 24 times.</summary>
internal static class Oscillator
{
    private const int Times = 24;
    private const double Interval = 0.15;

    /// <summary>Learns from 64 paths at a time, each from a new beginning.</summary>
    public static void Train(Learner learner, int steps)
    {
        const int rows = 64;
        var (random, batches) = (new Random(1), new List<(float[] Starts, float[] Paths)>());
        for (var batch = 0; batch < 16; batch++)
            batches.Add(Paths(random, rows));
        var dt = Intervals(rows);
        using var optimizer = new Adam(Schedule.Cosine(1e-2f, steps)) { ClipNorm = 1 };
        for (var step = 0; step < steps; step++)
            learner.TrainStep(batches[step % 16].Starts, dt, batches[step % 16].Paths, optimizer);
    }

    /// <summary>The root mean square error along 200 paths that were not shown.</summary>
    public static double Error(Learner learner)
    {
        var (starts, paths) = Paths(new Random(99), 200);
        return Math.Sqrt(learner.Loss(starts, Intervals(200), paths));
    }

    /// <summary>The true states after a beginning.</summary>
    public static IEnumerable<(double X, double Y)> Path((double X, double Y) start)
    {
        var h = start;
        for (var time = 0; time < Times; time++)
        {
            for (var part = 0; part < 20; part++)
                h = Step(h, Interval / 20);
            yield return h;
        }
    }

    /// <summary>What the network takes them for.</summary>
    public static IEnumerable<(double X, double Y)> Follow(Learner learner, (double X, double Y) start)
    {
        var y = new float[2 * Times];
        learner.Predict([(float)start.X, (float)start.Y], Intervals(1), y);
        return y.Chunk(2).Select(static h => ((double)h[0], (double)h[1]));
    }

    private static float[] Intervals(int rows) => [.. Enumerable.Repeat((float)Interval, rows * Times)];

    private static (float[] Starts, float[] Paths) Paths(Random random, int rows)
    {
        var (starts, paths) = (new float[2 * rows], new float[2 * Times * rows]);
        for (var row = 0; row < rows; row++)
        {
            var start = (X: 6 * random.NextDouble() - 3, Y: 6 * random.NextDouble() - 3);
            (starts[2 * row], starts[2 * row + 1]) = ((float)start.X, (float)start.Y);
            var time = 0;
            foreach (var (x, y) in Path(start))
            {
                (paths[2 * (row * Times + time)], paths[2 * (row * Times + time) + 1]) = ((float)x, (float)y);
                time++;
            }
        }
        return (starts, paths);
    }

    private static (double X, double Y) Step((double X, double Y) h, double dt)
    {
        var k1 = Slope(h);
        var k2 = Slope((h.X + dt / 2 * k1.X, h.Y + dt / 2 * k1.Y));
        var k3 = Slope((h.X + dt / 2 * k2.X, h.Y + dt / 2 * k2.Y));
        var k4 = Slope((h.X + dt * k3.X, h.Y + dt * k3.Y));
        return (h.X + dt / 6 * (k1.X + 2 * k2.X + 2 * k3.X + k4.X), h.Y + dt / 6 * (k1.Y + 2 * k2.Y + 2 * k3.Y + k4.Y));
    }

    private static (double X, double Y) Slope((double X, double Y) h) => (h.Y, (1 - h.X * h.X) * h.Y - h.X);
}
