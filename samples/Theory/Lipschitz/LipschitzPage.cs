using Theory.Regions;

namespace Theory.Lipschitz;

/// <summary>How much a network's output can change for a change of its input: sampled, exactly, and bounded by the norms of its layers.</summary>
internal static class LipschitzPage
{
    private const double Half = 2;

    public static void Run(Page page)
    {
        var (free, bounded) = (new ThreeDeep(seed: 3), new ThreeDeep(seed: 3));
        var steps = page.Choose(6000, 2000);
        Train(free, steps, cap: double.PositiveInfinity);
        Train(bounded, steps, cap: 1.5);
        foreach (var (name, network) in new[] { ("trained freely", free), ("each layer's norm held at 1.5", bounded) })
        {
            page.Say(name);
            page.Number($"steepest pair of 200,000 ({name})", Sampled(network));
            page.Number($"exactly, the steepest of all cells ({name})", Exact(network));
            page.Number($"product of the layers' norms ({name})", Bound(network, static w => SpectralNorm.ByPowers(w, 200)));
            page.Number($"product of the layers' Frobenius norms ({name})", Bound(network, SpectralNorm.Frobenius));
            page.Number($"product of the layers' mean factors, no bound ({name})", Bound(network, static w => SpectralNorm.Frobenius(w) / Math.Sqrt(w.Shape[1])));
            page.Number($"mean squared error ({name})", Error(network));
        }
        page.Say("The norm of the second layer");
        var exact = SpectralNorm.Exactly(free.Dense2.Weight);
        page.Number("200 power iterations less the exact norm", Math.Abs(SpectralNorm.ByPowers(free.Dense2.Weight, 200) - exact));
        page.Number("one power iteration less the exact norm", Math.Abs(SpectralNorm.ByPowers(free.Dense2.Weight, 1) - exact));
        page.Draw(Draw(free, bounded));
    }

    /// <summary>What is learnt: slopes of up to 2.</summary>
    private static double Surface(double x, double y) => Math.Sin(2 * x) * Math.Cos(1.5 * y);

    private static void Train(ThreeDeep network, int steps, double cap)
    {
        const int rows = 64;
        var (x, targets, random) = (new double[ThreeDeep.InputSize * rows], new double[rows], new Random(1));
        using var optimizer = new Adam(Schedule.Cosine(1e-2f, steps));
        for (var step = 0; step < steps; step++)
        {
            for (var row = 0; row < rows; row++)
            {
                (x[2 * row], x[2 * row + 1]) = (Half * (2 * random.NextDouble() - 1), Half * (2 * random.NextDouble() - 1));
                targets[row] = Surface(x[2 * row], x[2 * row + 1]);
            }
            network.TrainStep(x, targets, optimizer);
            foreach (var w in Weights(network))
                Hold(w, cap);
        }
    }

    /// <summary>Divides a layer by what its norm is too large; the norm is divided by as much.</summary>
    private static void Hold(ParameterView<double> w, double cap)
    {
        var norm = double.IsPositiveInfinity(cap) ? 0 : SpectralNorm.ByPowers(w, 30);
        for (var i = 0; i < w.Length && norm > cap; i++)
            w[i] *= cap / norm;
    }

    private static ParameterView<double>[] Weights(ThreeDeep network) => [network.Dense1.Weight, network.Dense2.Weight, network.Dense3.Weight, network.Dense4.Weight];

    /// <summary>ReLU changes nothing by more than its input changes, so the factors of the layers multiply.</summary>
    private static double Bound(ThreeDeep network, Func<ParameterView<double>, double> norm) => Weights(network).Aggregate(1.0, (product, w) => product * norm(w));

    /// <summary>On each cell the network is affine; its steepest slope is the constant of Lipschitz on the square.</summary>
    private static double Exact(ThreeDeep network) => Cells.Of(network, Half).Max(static cell => Math.Sqrt(cell.Map[0] * cell.Map[0] + cell.Map[1] * cell.Map[1]));

    private static double Sampled(ThreeDeep network)
    {
        const int pairs = 200_000;
        var (random, x, y) = (new Random(5), new double[4 * pairs], new double[2 * pairs]);
        for (var i = 0; i < x.Length; i++)
            x[i] = i % 4 < 2 ? Half * (2 * random.NextDouble() - 1) : Math.Clamp(x[i - 2] + 0.1 * (random.NextDouble() - 0.5), -Half, Half);
        network.Predict(x, y);
        return Enumerable.Range(0, pairs).Max(i => Math.Abs(y[2 * i] - y[2 * i + 1]) / Math.Sqrt(Math.Pow(x[4 * i] - x[4 * i + 2], 2) + Math.Pow(x[4 * i + 1] - x[4 * i + 3], 2)));
    }

    private static double Error(ThreeDeep network)
    {
        var (sum, y) = (0.0, new double[1]);
        for (var i = 0; i < 1600; i++)
        {
            var (a, b) = (Half * ((i % 40 + 0.5) / 20 - 1), Half * ((i / 40 + 0.5) / 20 - 1));
            network.Predict([a, b], y);
            sum += Math.Pow(y[0] - Surface(a, b), 2) / 1600;
        }
        return sum;
    }

    private static Figure Draw(ThreeDeep free, ThreeDeep bounded)
    {
        var figure = new Figure("Cells of a network, darker where it is steeper", width: 900, height: 420);
        foreach (var (name, network) in new[] { ("trained freely", free), ("each layer's norm held at 1.5", bounded) })
        {
            var panel = figure.Add(new Axis("x₁", -Half, Half), new Axis("x₂", -Half, Half), $"{name}: steepest {Exact(network):0.00}");
            foreach (var cell in Cells.Of(network, Half))
                panel.Polygon(cell.Corners, Figure.Shade(Math.Sqrt(cell.Map[0] * cell.Map[0] + cell.Map[1] * cell.Map[1]) / 4));
        }
        return figure;
    }
}
