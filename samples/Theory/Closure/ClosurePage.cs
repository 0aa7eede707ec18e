namespace Theory.Closure;

/// <summary>The sum and the composition of two ReLU networks are ReLU networks.</summary>
internal static class ClosurePage
{
    private const int Rows = 1000;

    public static void Run(Page page)
    {
        var (f, g, h) = (new F(seed: 1), new G(seed: 2), new H(seed: 3));
        var (sum, composed) = (new SumOfFAndG(seed: 4), new HOfF(seed: 5));
        var x = Points(Rows);
        var expectedSum = Predict(f, x).Zip(Predict(g, x), static (a, b) => a + b).ToArray();
        var expectedComposition = Predict(h, Predict(f, x));
        var (untrainedSum, untrainedComposition) = (Gap(expectedSum, Predict(sum, x)), Gap(expectedComposition, Predict(composed, x)));

        var (added, chained) = (ReluChain.Sum(ReluChain.Of(f), ReluChain.Of(g)), ReluChain.Compose(ReluChain.Of(h), ReluChain.Of(f)));
        added.WriteTo(sum);
        chained.WriteTo(composed);
        page.Say($"F + G  {added.Declaration}");
        page.Number("largest difference from F + G", Gap(expectedSum, Predict(sum, x)));
        page.Number("the same with weights that were drawn", untrainedSum);
        page.Say($"H ∘ F  {chained.Declaration}");
        page.Number("largest difference from H ∘ F", Gap(expectedComposition, Predict(composed, x)));
        page.Number("the same with weights that were drawn, H ∘ F", untrainedComposition);

        // Where two affine maps meet, the inner bias goes through the outer weight. Without it:
        var careless = chained.Layers.ToList();
        careless[2] = careless[2] with { Bias = ReluChain.Of(h).Layers[0].Bias };
        new ReluChain(careless).WriteTo(composed);
        page.Number("the same without the inner bias", Gap(expectedComposition, Predict(composed, x)));
        page.Draw(Draw(f, g, sum));
    }

    private static Figure Draw(F f, G g, SumOfFAndG sum)
    {
        // Along a line through the input space.
        const int points = 241;
        var t = Enumerable.Range(0, points).Select(static i => 12f * i / (points - 1) - 6).ToArray();
        float[] x = [.. t.SelectMany(static v => (float[])[v, 1 - v, 0.5f * v])];
        var figure = new Figure("Two ReLU networks and the one that is their sum, along a line");
        figure.Add(new Axis("position on the line", -6, 6), new Axis("first output", -3, 3))
            .Line("F", Curve(f)).Line("G", Curve(g)).Line("F + G, one network", Curve(sum));
        return figure;

        IEnumerable<(double, double)> Curve(INetwork<float> network) => Predict(network, x).Chunk(2).Select((y, i) => ((double)t[i], (double)y[0]));
    }

    private static float[] Points(int rows)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 3 * rows).Select(_ => 4 * random.NextSingle() - 2)];
    }

    private static float[] Predict(INetwork<float> network, float[] x)
    {
        var y = new float[x.Length / network.InputSize * network.OutputSize];
        network.Predict(x, y);
        return y;
    }

    private static double Gap(float[] a, float[] b) => a.Zip(b, static (left, right) => Math.Abs((double)left - right)).Max();
}
