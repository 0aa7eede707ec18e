namespace Generative;

/// <summary>A generative adversarial network, judged by a classifier's features of what it paints.</summary>
internal static class Adversaries
{
    private const int Latents = 32, Judged = 2000;

    /// <summary>Two players: after each step of the critic's the painter has its turn.</summary>
    public static void Run(Settings settings)
    {
        var images = Images.Read(settings.Rows, factor: 2, side: 14);
        var comparison = new Comparison(images, settings.Seed);
        var untrained = comparison.Distance(Paint(new Gan(settings.Seed), Judged, settings.Random));
        var saturating = Train(images, settings, static gan => gan.Painter);
        var minimax = Train(images, settings, static gan => gan.Minimax);
        var gaussian = comparison.Distance(Gaussians.Of(images.Training, images.Size).Draw(Judged, settings.Random));
        Console.WriteLine(
            $"gan: distance from real digits {comparison.Distance(Paint(saturating, Judged, settings.Random)):0.000}, by minimax {comparison.Distance(Paint(minimax, Judged, settings.Random)):0.000}; "
            + $"a normal distribution fitted to the pixels {gaussian:0.000}; untrained {untrained:0.000}");
        settings.Draw(Paint(saturating, 64, settings.Random), images.Side, columns: 16);
    }

    private static Gan Train(Images images, Settings settings, Func<Gan, ITrainable> painterOf)
    {
        var (gan, random) = (new Gan(settings.Seed), settings.Random);
        var batches = BatchSource.Of(images.Training.Length / images.Size / 64, epoch =>
        {
            var noise = Noise.Draw(images.Training.Length / images.Size * Latents, random);
            var data = new Dataset([Column.Of("noise", noise, Latents), Column.Of("real", images.Training, images.Size)], []);
            return Images.Batches(data, epoch);
        });
        Trainer.Fit(gan.Critic, batches, new()
        {
            Epochs = settings.Epochs, Optimizer = new Adam(4e-4f) { Beta1 = 0.5f }, Turns = [new(painterOf(gan), new Adam(1e-3f) { Beta1 = 0.5f })], Display = ProgressDisplay.None,
        });
        return gan;
    }

    private static float[] Paint(Gan gan, int count, Random random)
    {
        var pictures = new float[count * Gan.RealSize];
        gan.Paint(Noise.Draw(count * Latents, random), pictures);
        return pictures;
    }
}
