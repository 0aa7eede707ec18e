namespace Theory.Adversaries;

/// <summary>A classifier of digits, the small changes that mislead it, and one that was trained on such changes.</summary>
internal static class AdversariesPage
{
    private const float Epsilon = 0.1f;

    public static void Run(Page page)
    {
        var (training, test) = SmallImages.Read();
        SmallDigits ordinary = new(seed: 1), robust = new(seed: 1);
        var epochs = page.Choose(30, 10);
        Train(ordinary, training, epochs, attackSteps: 0);
        Train(robust, training, epochs, attackSteps: page.Choose(7, 3));
        page.Say($"Correct of {test.Count:#,0} digits, in per cent; pixels go from 0 to 1, changes are at most {Epsilon}");
        Report(page, "ordinary training", ordinary, test);
        Report(page, "adversarial training", robust, test);
        page.Draw(Draw(ordinary, robust, test));
    }

    private static void Train(SmallDigits network, SmallImages images, int epochs, int attackSteps)
    {
        const int rows = 100;
        var order = Enumerable.Range(0, images.Count).ToArray();
        var (x, labels, random) = (new float[rows * SmallImages.Size], new int[rows], new Random(1));
        using var optimizer = new Adam(Schedule.Cosine(3e-3f, epochs * (images.Count / rows)));
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            for (var first = 0; first + rows <= order.Length; first += rows)
            {
                for (var row = 0; row < rows; row++)
                {
                    images.Pixels.AsSpan(order[first + row] * SmallImages.Size, SmallImages.Size).CopyTo(x.AsSpan(row * SmallImages.Size));
                    labels[row] = images.Labels[order[first + row]];
                }
                // Adversarial training: each step learns from what misleads the network as it is now.
                network.TrainStep(attackSteps == 0 ? x : Attack.Gradient(network, x, labels, Epsilon, attackSteps), labels, optimizer);
            }
        }
    }

    private static void Report(Page page, string name, SmallDigits network, SmallImages test)
    {
        page.Number($"{name}, the images themselves", Correct(network, test.Pixels, test.Labels));
        page.Number($"{name}, with noise of that size", Correct(network, Attack.Noise(test.Pixels, Epsilon, seed: 1), test.Labels));
        page.Number($"{name}, one gradient step", Correct(network, Attack.Gradient(network, test.Pixels, test.Labels, Epsilon, steps: 1), test.Labels));
        page.Number($"{name}, twenty gradient steps", Correct(network, Attack.Gradient(network, test.Pixels, test.Labels, Epsilon, steps: 20), test.Labels));
    }

    private static double Correct(SmallDigits network, float[] x, int[] labels)
    {
        var logits = new float[labels.Length * SmallDigits.OutputSize];
        network.Predict(x, logits);
        return 100.0 * labels.Where((label, row) => Answer(logits, row) == label).Count() / labels.Length;
    }

    private static int Answer(float[] logits, int row)
    {
        var scores = logits.AsSpan(row * SmallDigits.OutputSize, SmallDigits.OutputSize);
        var best = 0;
        for (var digit = 1; digit < scores.Length; digit++)
            best = scores[digit] > scores[best] ? digit : best;
        return best;
    }

    private static Figure Draw(SmallDigits ordinary, SmallDigits robust, SmallImages test)
    {
        var figure = new Figure("A digit, a change of at most 0.1, and both together", width: 900, height: 260);
        var few = test.Take(40);
        var attacked = Attack.Gradient(ordinary, few.Pixels, few.Labels, Epsilon, steps: 20);
        float[] logits = new float[40 * SmallDigits.OutputSize], after = new float[40 * SmallDigits.OutputSize], guarded = new float[40 * SmallDigits.OutputSize];
        ordinary.Predict(few.Pixels, logits);
        ordinary.Predict(attacked, after);
        robust.Predict(attacked, guarded);
        var row = Enumerable.Range(0, 40).First(i => Answer(logits, i) == few.Labels[i] && Answer(after, i) != few.Labels[i]);
        var (image, changed) = (few.Pixels.AsSpan(row * SmallImages.Size, SmallImages.Size).ToArray(), attacked.AsSpan(row * SmallImages.Size, SmallImages.Size).ToArray());
        Image($"read as {Answer(logits, row)}", image, grey: true);
        Image("the change, ten times as strong", [.. changed.Zip(image, static (a, b) => (a - b) / Epsilon)], grey: false);
        Image($"read as {Answer(after, row)}; after adversarial training {Answer(guarded, row)}", changed, grey: true);
        float[] sizes = [0, 0.02f, 0.04f, 0.06f, 0.08f, 0.1f, 0.12f, 0.15f];
        var panel = figure.Add(new Axis("size of the change", 0, 0.15), new Axis("correct, %", 0, 100), "twenty gradient steps");
        foreach (var (name, network) in new[] { ("ordinary", ordinary), ("adversarial", robust) })
            panel.Line(name, sizes.Select(size => ((double)size, Correct(network, Attack.Gradient(network, test.Pixels, test.Labels, size, steps: 20), test.Labels))));
        return figure;

        void Image(string name, float[] pixels, bool grey)
        {
            var frame = figure.Add(new Axis("", 0, SmallImages.Side), new Axis("", 0, SmallImages.Side), name);
            for (var i = 0; i < SmallImages.Size; i++)
            {
                var (x, y, light) = (i % SmallImages.Side, SmallImages.Side - 1 - i / SmallImages.Side, (int)(255 * (1 - pixels[i])));
                frame.Cell(x, x + 1, y, y + 1, grey ? $"rgb({light},{light},{light})" : Figure.Shade(pixels[i]));
            }
        }
    }
}
