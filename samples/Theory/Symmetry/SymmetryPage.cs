namespace Theory.Symmetry;

/// <summary>Equivariance, f(g x) = g f(x), and invariance, f(g x) = f(x), for four groups: translations, quarter turns, permutations, and motions of space.</summary>
internal static class SymmetryPage
{
    public static void Run(Page page)
    {
        var image = Image(12);
        page.Say("Translations, all 144 of a torus of 12×12");
        page.Number("largest |f(g x) − g f(x)| of circular convolutions", Translations(new OnTorus(seed: 1), image, isInvariant: false));
        page.Number("the same with zeros around the image", Translations(new WithZeros(seed: 1), image, isInvariant: false));
        page.Number("largest |f(g x) − f(x)| behind the mean over positions", Translations(new Pooled(seed: 1), image, isInvariant: true));
        page.Number("the same before the mean", Translations(new OnTorus(seed: 1), image, isInvariant: true));

        page.Say("Quarter turns");
        var (alone, averaged) = (new Alone(seed: 1), new Averaged(seed: 1));
        var turn = averaged.Turn.Weight;
        for (var i = 0; i < 64; i++)
            turn[i, Turned(i, 8)] = 1;
        for (var i = 0; i < 64 * 64; i++)
            turn[i] = turn[i] == 1 ? 1 : 0;
        var small = Image(8);
        page.Number("largest |f(g x) − f(x)| of a network's mean over the group", Turns(averaged, small));
        page.Number("the same of the network alone", Turns(alone, small));

        page.Say("Permutations of seven elements");
        page.Number("largest |f(g x) − g f(x)| of attention", Permutations(new OverSet(seed: 1)));
        page.Number("the same with an embedding of places", Permutations(new OverSequence(seed: 1)));

        page.Say("Turns and translations of space");
        SpaceMotions.Run(page);
        page.Draw(Draw(image));
    }

    private static float[] Image(int side)
    {
        // An L, which no turn and no translation leaves as it is.
        var image = new float[side * side];
        for (var i = 2; i < side - 2; i++)
            image[i * side + 2] = 1;
        for (var j = 2; j < side / 2 + 1; j++)
            image[(side - 3) * side + j] = 1;
        return image;
    }

    private static float[] Shifted(float[] planes, int side, int down, int right)
    {
        var shifted = new float[planes.Length];
        for (var i = 0; i < planes.Length; i++)
        {
            var (plane, row, column) = (i / (side * side), i / side % side, i % side);
            shifted[plane * side * side + (row + down) % side * side + (column + right) % side] = planes[i];
        }
        return shifted;
    }

    /// <summary>Where a quarter turn takes a pixel.</summary>
    private static int Turned(int pixel, int side) => pixel % side * side + side - 1 - pixel / side;

    private static double Translations(INetwork<float> network, float[] image, bool isInvariant)
    {
        var (worst, y) = (0.0, Predict(network, image));
        for (var g = 0; g < 144; g++)
        {
            var expected = isInvariant ? y : Shifted(y, 12, g / 12, g % 12);
            worst = Math.Max(worst, Gap(Predict(network, Shifted(image, 12, g / 12, g % 12)), expected));
        }
        return worst;
    }

    private static double Turns(INetwork<float> network, float[] image)
    {
        var (worst, y, turned) = (0.0, Predict(network, image), image);
        for (var g = 1; g < 4; g++)
        {
            var next = new float[64];
            for (var i = 0; i < 64; i++)
                next[Turned(i, 8)] = turned[i];
            turned = next;
            worst = Math.Max(worst, Gap(Predict(network, turned), y));
        }
        return worst;
    }

    private static double Permutations(INetwork<float> network)
    {
        var (random, worst) = (new Random(1), 0.0);
        float[] set = [.. Enumerable.Range(0, 28).Select(_ => 2 * random.NextSingle() - 1)];
        var y = Predict(network, set).Chunk(3).ToArray();
        for (var g = 0; g < 100; g++)
        {
            var order = Enumerable.Range(0, 7).ToArray();
            random.Shuffle(order);
            var permuted = Predict(network, [.. order.SelectMany(i => set.AsSpan(4 * i, 4).ToArray())]);
            worst = Math.Max(worst, Gap(permuted, [.. order.SelectMany(i => y[i])]));
        }
        return worst;
    }

    private static float[] Predict(INetwork<float> network, float[] x)
    {
        var y = new float[network.OutputSize];
        network.Predict(x, y);
        return y;
    }

    private static double Gap(float[] a, float[] b) => a.Zip(b, static (x, y) => Math.Abs((double)x - y)).Max();

    private static Figure Draw(float[] image)
    {
        var figure = new Figure("An image and its translation: the maps of a circular convolution move along, those with zeros around do not at the edges", width: 1000, height: 240);
        var moved = Shifted(image, 12, 4, 6);
        var (torus, zeros) = (new OnTorus(seed: 1), new WithZeros(seed: 1));
        Show("x", image);
        Show("f(x)", Predict(torus, image)[..144]);
        Show("g x", moved);
        Show("f(g x)", Predict(torus, moved)[..144]);
        Show("f(g x) − g f(x), torus", Difference(torus));
        Show("the same, zeros around", Difference(zeros));
        return figure;

        float[] Difference(INetwork<float> network) => [.. Predict(network, moved)[..144].Zip(Shifted(Predict(network, image), 12, 4, 6), static (a, b) => a - b)];

        void Show(string name, float[] plane)
        {
            var panel = figure.Add(new Axis("", 0, 12), new Axis("", 0, 12), name);
            for (var i = 0; i < 144; i++)
                panel.Cell(i % 12, i % 12 + 1, 11 - i / 12, 12 - i / 12, Figure.Shade(2 * plane[i]));
        }
    }
}
