namespace Generative;

/// <summary>A normalising flow, judged by the exact likelihood of digits that it has not seen.</summary>
internal static class Flows
{
    /// <summary>Pixels have 16 grey levels; a number that is drawn evenly within each makes a density of them.</summary>
    private const int Levels = 16;

    /// <summary>−ln p in nats a row, of digits of 8×8 pixels, beside normal distributions with and without covariances; and back again, to see that the flow is undone.</summary>
    public static void Run(Settings settings)
    {
        var (images, random) = (Images.Read(settings.Rows, factor: 4, side: 8), settings.Random);
        var (training, test) = (Spread(images.Training, random), Spread(images.Test, random));
        var flow = new Flow(settings.Seed);
        var untrained = Nats(flow, test);
        Trainer.Fit(flow.Likelihood, new Dataset([Column.Of("x", training, images.Size)], []), settings.Options(2e-3f));
        var gaussian = Gaussians.Of(training, images.Size);
        var diagonal = gaussian with { Covariance = [.. gaussian.Covariance.Select((value, i) => i / images.Size == i % images.Size ? value : 0)] };
        Console.WriteLine(
            $"flow: −ln p {Nats(flow, test):0.00} nats a row; a normal distribution {gaussian.Nats(test):0.00}; without covariances {diagonal.Nats(test):0.00}; untrained {untrained:0.00}");
        float[] latent = new float[test.Length], again = new float[test.Length];
        flow.Latent(test, latent);
        flow.Draw(latent, again);
        Console.WriteLine($"flow: there and back, the largest error of a pixel is {test.Zip(again, static (a, b) => Math.Abs(a - b)).Max():0.0e+0}");
        var drawn = new float[64 * images.Size];
        flow.Draw([.. Noise.Draw(drawn.Length, random).Select(static z => 0.8f * z)], drawn);
        settings.Draw([.. drawn.Select(static pixel => (pixel + 2) / 4)], images.Side, columns: 16);
    }

    /// <summary>From −2 to 2, and no two pixels alike.</summary>
    private static float[] Spread(float[] pictures, Random random) => [.. pictures.Select(ink => (float)(4 * (Math.Round(ink * (Levels - 1)) + random.NextDouble()) / Levels - 2))];

    private static double Nats(Flow flow, float[] x)
    {
        var energy = new float[x.Length / Flow.XSize];
        flow.Energy(x, energy);
        return energy.Average(static value => (double)value) + 0.5 * Flow.XSize * Math.Log(2 * Math.PI);
    }
}
