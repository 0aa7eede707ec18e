namespace Theory.MeanField;

/// <summary>Signals through forty layers: order, chaos, and the edge between them, where deep networks can be trained.</summary>
internal static class DepthPage
{
    private const double Bias = 0.05;

    public static void Run(Page page)
    {
        var curves = new Figure("Two inputs of correlation 0.6 on their way through 40 tanh layers, σ_b² = 0.05", width: 1000, height: 360);
        var correlations = curves.Add(new Axis("layer", 0, 40), new Axis("correlation", -0.1, 1.1), "lines: theory; dots: a network of 200 units");
        foreach (var (name, weight) in new[] { ("order, σ_w² = 1", 1.0), ("edge, σ_w² = 1.76", Edge()), ("chaos, σ_w² = 4", 4.0) })
        {
            var (maps, network) = (new Maps(weight, Bias), new Deep(seed: 1));
            var (squares, measured) = Follow(network, weight, 0.6);
            var theory = Theory(weight);
            page.Say(name);
            page.Number($"mean square in the last layer, theory ({name})", maps.FixedSquare());
            page.Number($"the same, measured ({name})", squares[^1]);
            page.Number($"largest difference of the correlation from theory ({name})", measured.Zip(theory, static (a, b) => Math.Abs(a - b)).Max());
            page.Number($"the same with the theory of σ_w² = 2.5 ({name})", measured.Zip(Theory(2.5), static (a, b) => Math.Abs(a - b)).Max());
            page.Number($"correlation in the last layer ({name})", measured[^1]);
            page.Number($"factor of a gradient's square from layer to layer, theory ({name})", maps.Slope(maps.FixedSquare()));
            page.Number($"the same, measured as gradients ({name})", GradientFactor(network, weight));
            correlations.Line(name, theory.Select(static (c, layer) => ((double)layer, c))).Dots(
                "",
                measured.Select(static (c, layer) => ((double)layer, c)),
                Figure.Colours[Array.IndexOf([1.0, Edge(), 4.0], weight)],
                2);
        }
        page.Say("Thirty layers after training");
        var losses = page.Choose<double[]>([0.4, 0.7, 1, 1.3, 1.76, 2.2, 2.8, 3.5, 4.5, 6], [0.4, 1.76, 6]).Select(weight => (weight, Train(weight, page.Choose(600, 300)))).ToArray();
        foreach (var (weight, loss) in losses)
            page.Number($"loss with σ_w² = {weight}, at first ln 3 = 1.0986", loss);
        curves.Add(new Axis("σ_w²", 0, 6), new Axis("loss after training", 0, 1.6), "thirty layers, gradient descent; ln 3 is guessing")
            .Line("", losses).Dots("loss", losses).Line("ln 3", [(0, Math.Log(3)), (6, Math.Log(3))], "#bbb", isDashed: true);
        page.Draw(curves);
    }

    /// <summary>The correlation in each of forty layers, that of the inputs first.</summary>
    private static List<double> Theory(double weight)
    {
        var (maps, theory, q) = (new Maps(weight, Bias), new List<double> { 0.6 }, weight + Bias);
        // The first layer reads the inputs themselves, of mean square 1; each later one reads tanh.
        theory.Add((weight * 0.6 + Bias) / q);
        while (theory.Count <= 40)
        {
            theory.Add(maps.Correlation(q, theory[^1]));
            q = maps.Square(q);
        }
        return theory;
    }

    /// <summary>The σ_w² at which χ is 1, by bisection.</summary>
    private static double Edge()
    {
        var (low, high) = (1.0, 4.0);
        for (var i = 0; i < 50; i++)
        {
            var maps = new Maps((low + high) / 2, Bias);
            (low, high) = maps.Slope(maps.FixedSquare()) < 1 ? ((low + high) / 2, high) : (low, (low + high) / 2);
        }
        return low;
    }

    private static void Draw(INetwork<float> network, double weight, int seed)
    {
        var random = new Random(seed);
        for (var tensor = 0; tensor < network.Layout.Parameters.Count; tensor++)
        {
            var view = network.View(tensor);
            var deviation = Math.Sqrt(view.Shape.Count == 2 ? weight / view.Shape[1] : Bias);
            for (var i = 0; i < view.Length; i++)
                view[i] = (float)(deviation * Gaussian(random));
        }
    }

    /// <summary>The mean square of what each dense layer yields, and the correlation of two rows there, the inputs' first; means over eight networks.</summary>
    private static (double[] Squares, double[] Correlations) Follow(Deep network, double weight, double correlation)
    {
        const int networks = 8, width = Deep.InputSize;
        var (squares, correlations) = (new double[41], new double[41]);
        for (var seed = 0; seed < networks; seed++)
        {
            Draw(network, weight, seed);
            var (random, x, layer) = (new Random(100 + seed), new float[2 * width], 1);
            for (var i = 0; i < width; i++)
            {
                x[i] = (float)Gaussian(random);
                x[width + i] = (float)(correlation * x[i] + Math.Sqrt(1 - correlation * correlation) * Gaussian(random));
            }
            Add(0, x);
            ((ITrainable)network).Inspect(new Dataset(x, width, new float[2], targetCount: 1).ToBatch(), (output, _) =>
            {
                if (!output.Port.Name.Contains("dense", StringComparison.Ordinal) || output.Port.Size != width)
                    return;
                var z = new float[2 * width];
                output.CopyTo(z);
                Add(layer++, z);
            });
        }
        return (squares, correlations);

        void Add(int layer, float[] z)
        {
            double a = 0, b = 0, both = 0;
            for (var i = 0; i < width; i++)
                (a, b, both) = (a + (double)z[i] * z[i], b + (double)z[width + i] * z[width + i], both + (double)z[i] * z[width + i]);
            squares[layer] += (a + b) / 2 / width / networks;
            correlations[layer] += both / Math.Sqrt(a * b) / networks;
        }
    }

    /// <summary>The mean factor between the squares of neighbouring layers' gradients, from layer 10 to layer 30, over some networks.</summary>
    private static double GradientFactor(Deep network, double weight)
    {
        const int networks = 8;
        var (sum, x, gradient) = (0.0, new float[Deep.InputSize], new float[Deep.ParameterCount]);
        for (var seed = 0; seed < networks; seed++)
        {
            var random = new Random(seed);
            Draw(network, weight, seed);
            for (var i = 0; i < x.Length; i++)
                x[i] = (float)Gaussian(random);
            network.Gradient(x, [5f], gradient);
            sum += Math.Log(Square(9) / Square(29)) / 20 / networks;
        }
        return Math.Exp(sum);

        double Square(int layer)
        {
            var info = Deep.Layout.Parameters[2 * layer];
            return gradient.AsSpan(info.Offset, info.Length).ToArray().Sum(static g => (double)g * g);
        }
    }

    /// <summary>The loss of three classes after some steps of gradient descent from weights of σ_w².</summary>
    private static double Train(double weight, int steps)
    {
        const int rows = 120, width = Trained.InputSize;
        var (network, random) = (new Trained(seed: 1), new Random(1));
        Draw(network, weight, seed: 1);
        var (centres, x, labels) = (new float[3 * width], new float[rows * width], new int[rows]);
        for (var i = 0; i < centres.Length; i++)
            centres[i] = (float)Gaussian(random);
        for (var row = 0; row < rows; row++)
        {
            labels[row] = row % 3;
            for (var i = 0; i < width; i++)
                x[row * width + i] = centres[labels[row] * width + i] + 0.5f * (float)Gaussian(random);
        }
        using var optimizer = new GradientDescent(0.02f) { Momentum = 0.8f };
        for (var step = 0; step < steps; step++)
            network.TrainStep(x, labels, optimizer);
        return network.Loss(x, labels);
    }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
