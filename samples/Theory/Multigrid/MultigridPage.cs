namespace Theory.Multigrid;

/// <summary>MgNet (He and Xu, 2019) without its activations is a V-cycle for Poisson's equation; training finds smoothers that are better than Jacobi's.</summary>
internal static class MultigridPage
{
    public static void Run(Page page)
    {
        INetwork<double>[] grids = [new VCycle15(seed: 1), new VCycle31(seed: 1), new VCycle63(seed: 1)];
        page.Number("largest difference of the network, as it is drawn, from a V-cycle", Gap(grids[1]));
        foreach (var network in grids)
            Operators.Write(network);
        page.Number("largest difference of the network from a V-cycle", Gap(grids[1]));

        var smoothing = new VCycle31(seed: 1);
        Operators.Write(smoothing);
        smoothing.Up_P.Weight.CopyFrom(new double[9]);
        page.Number("error left by a cycle without its coarser grids, 31×31", Contraction(smoothing));
        var classical = grids.Select(Contraction).ToArray();
        page.Number("error left by a V-cycle, 15×15", classical[0]);
        page.Number("error left by a V-cycle, 63×63", classical[2]);

        Train((VCycle15)grids[0], page.Choose(1500, 300));
        Operators.Copy(grids[0], grids[1]);
        Operators.Copy(grids[0], grids[2]);
        var trained = grids.Select(Contraction).ToArray();
        page.Number("error left by the trained cycle, 15×15", trained[0]);
        page.Number("error left by the trained cycle on a grid that it has not seen, 63×63", trained[2]);
        page.Draw(Draw(grids[2], smoothing));
    }

    /// <summary>Trains the smoothers, the restriction and the interpolation on errors that the cycle itself has left, and on new ones.</summary>
    private static void Train(VCycle15 network, int steps)
    {
        const int rows = 16, size = 225;
        var (errors, next, zeros, random) = (new double[rows * size], new double[rows * size], new double[rows * size], new Random(1));
        using var optimizer = new Adam(Schedule.Cosine(4e-3f, steps));
        Draw(errors);
        for (var step = 0; step < steps; step++)
        {
            network.TrainStep(errors, zeros, zeros, optimizer);
            network.Predict(errors, zeros, next);
            (errors, next) = (next, errors);
            for (var row = 0; row < rows; row++)
            {
                var error = errors.AsSpan(row * size, size);
                if ((step + row) % rows == 0)
                    Draw(error);
                Normalise(error);
            }
        }

        void Draw(Span<double> values)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = 2 * random.NextDouble() - 1;
        }
    }

    /// <summary>By which factor a cycle makes the worst error smaller: the power method on u ↦ cycle(u, 0).</summary>
    private static double Contraction(INetwork<double> network)
    {
        const int cycles = 40;
        var (size, random, factor) = (network.OutputSize, new Random(2), 1.0);
        var (x, y) = (new double[2 * size], new double[size]);
        for (var i = 0; i < size; i++)
            x[i] = random.NextDouble() - 0.5;
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            Normalise(x.AsSpan(0, size));
            network.Predict(x, y);
            y.CopyTo(x, 0);
            // The first half of the cycles finds the worst error.
            factor *= cycle < cycles / 2 ? 1 : Math.Sqrt(y.Sum(static v => v * v) / size);
        }
        return Math.Pow(factor, 2.0 / cycles);
    }

    private static double Gap(INetwork<double> network)
    {
        var (n, random) = ((int)Math.Sqrt(network.OutputSize), new Random(3));
        var (x, y) = (new double[2 * n * n], new double[n * n]);
        var (u, f) = (new double[n, n], new double[n, n]);
        for (var i = 0; i < n * n; i++)
            (x[i], x[n * n + i]) = (u[i / n, i % n], f[i / n, i % n]) = (random.NextDouble(), random.NextDouble());
        network.Predict(x, y);
        PlainCycle.Run(u, f);
        return Enumerable.Range(0, n * n).Max(i => Math.Abs(y[i] - u[i / n, i % n]));
    }

    private static void Normalise(Span<double> values)
    {
        var square = 0.0;
        foreach (var value in values)
            square += value * value;
        var factor = Math.Sqrt(values.Length / Math.Max(square, 1e-300));
        foreach (ref var value in values)
            value *= factor;
    }

    private static Figure Draw(INetwork<double> trained, INetwork<double> smoothing)
    {
        var classical = new VCycle63(seed: 1);
        Operators.Write(classical);
        var figure = new Figure("The error of −Δu = f after each cycle, from a random beginning");
        figure.Add(new Axis("cycles", 0, 20), new Axis("largest error", 1e-16, 10, IsLogarithmic: true))
            .Line("no coarser grids, 31×31", Errors(smoothing)).Line("V-cycle, 63×63", Errors(classical)).Line("trained on 15×15, 63×63", Errors(trained));
        return figure;
    }

    private static IEnumerable<(double, double)> Errors(INetwork<double> network)
    {
        var (size, random) = (network.OutputSize, new Random(4));
        var (x, y) = (new double[2 * size], new double[size]);
        for (var i = 0; i < size; i++)
            x[i] = random.NextDouble();
        for (var cycle = 0; cycle <= 20; cycle++)
        {
            yield return (cycle, x.Max(Math.Abs));
            network.Predict(x, y);
            y.CopyTo(x, 0);
        }
    }
}
