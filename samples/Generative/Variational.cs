namespace Generative;

/// <summary>A variational autoencoder, judged by the evidence lower bound of digits that it has not seen.</summary>
internal static class Variational
{
    private const int Latents = 12, Samples = 10;

    /// <summary>ELBO = E[ln p(x|z)] − KL(q(z|x) ‖ p(z)) in nats a row, of grey pixels as probabilities of ink; beside pixels that know nothing of one another,
    /// which is the best that a distribution without a code can do.</summary>
    public static void Run(Settings settings)
    {
        var images = Images.Read(settings.Rows, factor: 2, side: 14);
        var network = new Vae(settings.Seed);
        var untrained = Bound(network, images.Test, settings.Random);
        Trainer.Fit(network, new Dataset([Column.Of("x", images.Training, images.Size)], []), settings.Options(3e-3f));
        var (bound, kl) = Bound(network, images.Test, settings.Random);
        Console.WriteLine($"vae: ELBO {bound:0.00} nats a row, of which the divergence takes {kl:0.00}; independent pixels {Independent(images):0.00}; untrained {untrained.Bound:0.00}");
        var drawn = Draw(network, 32, settings.Random);
        var comparison = new Comparison(images, settings.Seed);
        Console.WriteLine(
            $"vae: distance from real digits {comparison.Distance(Draw(network, 2000, settings.Random)):0.000}; a normal distribution fitted to the pixels {comparison.Distance(Gaussians.Of(images.Training, images.Size).Draw(2000, settings.Random)):0.000}");
        settings.Draw([.. images.Test.AsSpan(0, 16 * images.Size), .. drawn], images.Side, columns: 16);
    }

    /// <summary>The bound with ten draws of z for each row, and the divergence in it.</summary>
    private static (double Bound, double Divergence) Bound(Vae network, float[] x, Random random)
    {
        var rows = x.Length / Vae.InputSize;
        float[] mu = new float[rows * Latents], logVariance = new float[rows * Latents], z = new float[rows * Latents], logits = new float[x.Length];
        network.Encode(x, mu, logVariance);
        var divergence = mu.Zip(logVariance, static (m, l) => 0.5 * (m * m + Math.Exp(l) - 1 - l)).Sum() / rows;
        var likelihood = 0.0;
        for (var sample = 0; sample < Samples; sample++)
        {
            for (var i = 0; i < z.Length; i++)
                z[i] = (float)(mu[i] + Math.Exp(logVariance[i] / 2) * Noise.Next(random));
            network.Decode(z, logits);
            // x ln σ(y) + (1 − x) ln(1 − σ(y)) = x y − ln(1 + eʸ)
            likelihood += x.Zip(logits, static (ink, y) => ink * y - (Math.Max(y, 0) + Math.Log(1 + Math.Exp(-Math.Abs(y))))).Sum() / rows / Samples;
        }
        return (likelihood - divergence, divergence);
    }

    private static double Independent(Images images)
    {
        var mean = Gaussians.Of(images.Training, images.Size).Mean;
        return images.Test.Select((ink, i) =>
        {
            var p = Math.Clamp(mean[i % images.Size], 1e-3, 1 - 1e-3);
            return ink * Math.Log(p) + (1 - ink) * Math.Log(1 - p);
        }).Sum() / (images.Test.Length / images.Size);
    }

    private static float[] Draw(Vae network, int count, Random random)
    {
        var logits = new float[count * Vae.InputSize];
        network.Decode(Noise.Draw(count * Latents, random), logits);
        return [.. logits.Select(static y => 1 / (1 + MathF.Exp(-y)))];
    }
}
