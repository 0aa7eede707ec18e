namespace Generative;

/// <summary>A diffusion over digits of 16×16 pixels.</summary>
internal static class Diffusions
{
    private const int Steps = 200;

    /// <summary>The error of the predicted noise, and what is drawn with all steps and with twenty.</summary>
    public static void Run(Settings settings)
    {
        var (images, random) = (Images.Read(settings.Rows, factor: 2, side: 16), settings.Random);
        // To draw takes longer than to learn: a tenth as many.
        var (schedule, judged) = (NoiseSchedule.Linear(Steps), Math.Max(100, settings.Rows / 10));
        var network = new Diffusion(settings.Seed);
        float[] scaled = [.. images.Training.Select(static ink => 2 * ink - 1)];
        var batches = BatchSource.Of(images.Training.Length / images.Size / 64, epoch => Batches(scaled, images.Size, schedule, random, epoch));
        var run = Trainer.Fit(network, batches, settings.Options(4e-3f) with { DropLast = false, AverageWeights = 0.995 });
        var comparison = new Comparison(Images.Read(settings.Rows, factor: 2, side: 14), settings.Seed);
        double Distance(float[] pictures) => comparison.Distance(Inner(pictures));
        var (all, few) = (Draw(network, schedule, settings.Seed, judged, steps: null), Draw(network, schedule, settings.Seed, judged, steps: 20));
        var gaussian = comparison.Distance(Gaussians.Of(Inner([.. scaled]), 196).Draw(judged, random));
        Console.WriteLine($"diffusion: error of the predicted noise {(run.History.Epochs.Count > 0 ? run.History.Epochs[^1].RunningLoss : double.NaN):0.0000}; of none 1");
        Console.WriteLine(
            $"diffusion: distance from real digits {Distance(all):0.000} with {Steps} steps, {Distance(few):0.000} with 20; a normal distribution fitted to the pixels {gaussian:0.000}; "
            + $"untrained {Distance(Draw(new Diffusion(settings.Seed), schedule, settings.Seed, judged, steps: 20)):0.000}");
        settings.Draw(
            [
                .. all.AsSpan(0, 48 * images.Size).ToArray().Select(static pixel => (pixel + 1) / 2),
                .. few.AsSpan(0, 16 * images.Size).ToArray().Select(static pixel => (pixel + 1) / 2)
            ],
            images.Side,
            columns: 16);
    }

    /// <summary>Each digit at a step of its own, drawn anew in each epoch.</summary>
    private static IEnumerable<MiniBatch> Batches(float[] x0, int size, NoiseSchedule schedule, Random random, int epoch)
    {
        var rows = x0.Length / size;
        float[] noise = Noise.Draw(x0.Length, random), xt = new float[x0.Length], times = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var t = random.Next(1, schedule.Steps + 1);
            times[row] = t;
            schedule.Diffuse(x0.AsSpan(row * size, size), noise.AsSpan(row * size, size), t, xt.AsSpan(row * size, size));
        }
        var data = new Dataset([Column.Of("x", xt, size), Column.Of("t", times, 1), Column.Of("noise", noise, size)], []);
        return Images.Batches(data, epoch);
    }

    private static float[] Draw(Diffusion network, NoiseSchedule schedule, long seed, int count, int? steps)
    {
        var pictures = new float[count * Diffusion.XSize];
        var sampler = new DiffusionSampler(schedule, network.Noise, seed) { Bound = 1 };
        if (steps is { } few)
            sampler.Ddim(count, pictures, few);
        else
            sampler.Ddpm(count, pictures);
        return pictures;
    }

    /// <summary>Without the margin of one pixel, and from 0 to 1.</summary>
    private static float[] Inner(float[] pictures) =>
        [.. Enumerable.Range(0, pictures.Length / 256 * 196).Select(i => Math.Clamp((pictures[i / 196 * 256 + (i % 196 / 14 + 1) * 16 + i % 14 + 1] + 1) / 2, 0, 1))];
}
