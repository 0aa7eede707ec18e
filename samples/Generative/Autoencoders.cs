namespace Generative;

/// <summary>Pictures through a narrow place.</summary>
internal static class Autoencoders
{
    /// <summary>A code of 16 numbers: the squared error of a pixel, beside that of the mean picture and of a network that has learnt nothing.</summary>
    public static void Plain(Settings settings)
    {
        var images = Images.Read(settings.Rows, factor: 2, side: 14);
        var network = new Autoencoder(settings.Seed);
        var untrained = Error(images.Test, Through(network, images.Test));
        Trainer.Fit(network, new Dataset([Column.Of("x", images.Training, images.Size)], []), settings.Options(3e-3f));
        var made = Through(network, images.Test);
        Console.WriteLine($"autoencoder: squared error of a pixel {Error(images.Test, made):0.0000}; the mean picture {Error(images.Test, Mean(images)):0.0000}; untrained {untrained:0.0000}");
        settings.Draw([.. images.Test.AsSpan(0, 16 * images.Size), .. made.AsSpan(0, 16 * images.Size)], images.Side, columns: 16);
    }

    /// <summary>Noise of half the range of a pixel taken away: beside leaving it, and the best straight line from each pixel to what it was.</summary>
    public static void Denoising(Settings settings)
    {
        const double deviation = 0.5;
        var (images, random) = (Images.Read(settings.Rows, factor: 2, side: 14), settings.Random);
        float[] Noisy(float[] pictures) => [.. pictures.Select(pixel => (float)(pixel + deviation * Noise.Next(random)))];
        var network = new Denoiser(settings.Seed);
        var noisy = Noisy(images.Test);
        // Each epoch has noise that no other has.
        var batches = BatchSource.Of(images.Training.Length / images.Size / 64, epoch => Batches(images, Noisy(images.Training), epoch));
        Trainer.Fit(network, batches, settings.Options(3e-3f) with { DropLast = false });
        var made = new float[noisy.Length];
        network.Clean(noisy, made);
        Console.WriteLine(
            $"denoise: squared error of a pixel {Error(images.Test, made):0.0000}; a straight line for each pixel {Error(images.Test, Straight(images, deviation, noisy)):0.0000}; left as it is {Error(images.Test, noisy):0.0000}");
        settings.Draw([.. images.Test.AsSpan(0, 16 * images.Size), .. noisy.AsSpan(0, 16 * images.Size), .. made.AsSpan(0, 16 * images.Size)], images.Side, columns: 16);
    }

    private static IEnumerable<MiniBatch> Batches(Images images, float[] noisy, int epoch)
    {
        var data = new Dataset([Column.Of("x", images.Training, images.Size), Column.Of("noisy", noisy, images.Size)], []);
        return Images.Batches(data, epoch);
    }

    private static float[] Through(Autoencoder network, float[] pictures)
    {
        var made = new float[pictures.Length];
        network.Predict(pictures, made);
        return made;
    }

    private static float[] Mean(Images images)
    {
        var mean = new float[images.Size];
        for (var i = 0; i < images.Training.Length; i++)
            mean[i % images.Size] += images.Training[i] / (images.Training.Length / images.Size);
        return [.. images.Test.Select((_, i) => mean[i % images.Size])];
    }

    /// <summary>The best estimate of each pixel from itself alone, by a line: towards its mean, the more the less it varies.</summary>
    private static float[] Straight(Images images, double deviation, float[] noisy)
    {
        var pixels = Gaussians.Of(images.Training, images.Size);
        return [.. noisy.Select((value, i) =>
        {
            var (mean, variance) = (pixels.Mean[i % images.Size], pixels.Covariance[i % images.Size * (images.Size + 1)]);
            return (float)(mean + variance / (variance + deviation * deviation) * (value - mean));
        })];
    }

    private static double Error(float[] pictures, float[] made) => pictures.Zip(made, static (a, b) => (double)(a - b) * (a - b)).Average();
}
