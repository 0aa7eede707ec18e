namespace Theory.Superposition;

/// <summary>A network with fewer numbers than features keeps the most important ones where all occur at once, and lets them share directions where they are rare.</summary>
internal static class SuperpositionPage
{
    public static void Run(Page page)
    {
        const double sparse = 0.05;
        var (dense, rare, linear) = (new FiveInTwo(seed: 1), new FiveInTwo(seed: 1), new LinearFiveInTwo(seed: 1));
        var steps = page.Choose(6000, 1500);
        foreach (var (network, density, name) in new (ITrainableNetwork<float>, double, string)[]
        {
            (dense, 1, "always there"),
            (rare, sparse, "there in a row of twenty"),
            (linear, sparse, "there in a row of twenty, without ReLU")
        })
        {
            Train(network, density, [1, 0.9, 0.81, 0.729, 0.656], steps, seed: 1);
            page.Number($"features that two numbers hold, {name}", Held(network));
        }
        page.Number("loss with rare features", Loss(rare, sparse));
        page.Number("the same without ReLU", Loss(linear, sparse));
        page.Draw(Draw(page, dense, rare));
    }

    /// <summary>Gradient steps on rows of features, each there with a probability and then uniform in [0, 1].</summary>
    private static void Train(ITrainableNetwork<float> network, double density, double[] importance, int steps, int seed)
    {
        const int rows = 256;
        var features = importance.Length;
        // A mean squared error of √I x̂ against √I x.
        var weights = importance.Select(static i => (float)Math.Sqrt(i)).ToArray();
        network.View(2).CopyFrom(weights);
        var (x, targets, random) = (new float[rows * features], new float[rows * features], new Random(seed));
        var batch = new MiniBatch(network, rows);
        using var optimizer = new Adam(Schedule.Cosine(2e-2f, steps));
        for (var step = 0; step < steps; step++)
        {
            Draw(x, density, random);
            for (var i = 0; i < x.Length; i++)
                targets[i] = weights[i % features] * x[i];
            batch[network.Inputs[0].Name].Set(x);
            batch[network.Targets[0].Name].Set(targets);
            network.TrainStep(batch, optimizer);
        }
    }

    private static void Draw(float[] x, double density, Random random)
    {
        for (var i = 0; i < x.Length; i++)
            x[i] = random.NextDouble() < density ? random.NextSingle() : 0;
    }

    /// <summary>The features whose column of W is at least half as long as a feature that is held needs.</summary>
    private static int Held(INetwork<float> network) => Columns(network).Count(static c => c.X * c.X + c.Y * c.Y > 0.5);

    private static IEnumerable<(double X, double Y)> Columns(INetwork<float> network)
    {
        var w = network.View(0);
        return Enumerable.Range(0, w.Shape[1]).Select(i => ((double)w[0, i], w.Shape[0] > 1 ? (double)w[1, i] : 0)).ToArray();
    }

    private static double Loss(ITrainableNetwork<float> network, double density)
    {
        const int rows = 20000;
        var (features, weights) = (network.InputSize, network.View(2));
        var (x, random) = (new float[rows * features], new Random(99));
        Draw(x, density, random);
        float[] targets = [.. x.Select((value, i) => weights[i % features] * value)];
        return network.Loss(new Dataset(x, features, targets, features).ToBatch());
    }

    private static Figure Draw(Page page, INetwork<float> dense, INetwork<float> rare)
    {
        var figure = new Figure("Features as directions", width: 1000, height: 340);
        foreach (var (network, name) in new[] { (dense, "features that are always there"), (rare, "the same, there in a row of twenty") })
        {
            var panel = figure.Add(new Axis("first number", -1.5, 1.5), new Axis("second", -1.5, 1.5), name);
            foreach (var column in Columns(network))
                panel.Line("", [(0, 0), column], "#1f77b4").Dots("", [column], "#1f77b4");
        }
        // The phase change: what one number does with two features, by how often they occur and how much the second one counts.
        var count = page.Choose(16, 6);
        var phases = figure.Add(new Axis("share of rows with a feature", 0.01, 1, IsLogarithmic: true), new Axis("importance of the second", 0.1, 10, IsLogarithmic: true),
            "white: one feature held; red: both, opposite");
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                var (density, importance) = (Math.Pow(10, 2 * (i + 0.5) / count - 2), Math.Pow(10, 2 * (j + 0.5) / count - 1));
                var best = Best(density, importance, page.Choose(2000, 300));
                var w = best.W.Weight;
                var opposite = Math.Max(0, -w[0, 0] * w[0, 1]);
                phases.Cell(
                    Math.Pow(10, 2.0 * i / count - 2),
                    Math.Pow(10, 2.0 * (i + 1) / count - 2),
                    Math.Pow(10, 2.0 * j / count - 1),
                    Math.Pow(10, 2.0 * (j + 1) / count - 1),
                    Figure.Shade(opposite));
            }
        }
        return figure;
    }

    /// <summary>Of some beginnings, the one that ends with the least loss: opposite directions are found only from weights of different signs.</summary>
    private static TwoInOne Best(double density, double importance, int steps)
    {
        var networks = Enumerable.Range(1, 4).Select(static seed => new TwoInOne(seed)).ToArray();
        foreach (var network in networks)
            Train(network, density, [1, importance], steps, seed: 1);
        return networks.MinBy(network => Loss(network, density))!;
    }
}
