using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Adjoint.Tests.Samples;

/// <summary>The sample's models at small settings: each has a number, and what knows less than it beside it.</summary>
public sealed partial class GenerativeSampleTests
{
    [Fact]
    public async Task An_autoencoder_says_more_than_the_mean_picture_and_a_denoiser_more_than_a_line()
    {
        using var scratch = new Files.ScratchDirectory();
        var (learnt, lines) = await Run("autoencoder", 8, 4000, scratch);
        // error, that of the mean picture, that of an untrained network
        Assert.True(learnt[0] < 0.5 * learnt[1] && learnt[1] < learnt[2], lines);
        (learnt, lines) = await Run("denoise", 10, 4000, scratch);
        Assert.True(learnt[0] < 0.85 * learnt[1] && learnt[1] < learnt[2], lines);
    }

    [Fact]
    public async Task A_variational_autoencoder_has_a_better_bound_than_pixels_that_know_nothing_of_one_another()
    {
        using var scratch = new Files.ScratchDirectory();
        var (learnt, lines) = await Run("vae", 20, 4000, scratch);
        // bound, divergence, independent pixels, untrained; a sign turned in the divergence would leave a code that says nothing, and no divergence
        Assert.True(learnt[0] > learnt[2] + 5 && learnt[2] > learnt[3] && learnt[1] is > 3 and < 15, lines);
    }

    [Fact, Trait("Set", "Slow")]
    public async Task Two_players_come_nearer_to_digits_than_a_normal_distribution()
    {
        using var scratch = new Files.ScratchDirectory();
        var (learnt, lines) = await Run("gan", 60, 5000, scratch);
        // distance, by minimax, fitted normal distribution, untrained
        Assert.True(Math.Min(learnt[0], learnt[1]) < learnt[2] && Math.Max(learnt[0], learnt[1]) < 0.2 * learnt[3], lines);
    }

    [Fact]
    public async Task A_flow_has_a_greater_likelihood_than_a_normal_distribution_and_goes_back()
    {
        using var scratch = new Files.ScratchDirectory();
        var (learnt, lines) = await Run("flow", 15, 4000, scratch);
        // −ln p, of a normal distribution, of one without covariances, untrained
        Assert.True(learnt[0] < learnt[1] - 5 && learnt[1] < learnt[2] && learnt[2] < learnt[3], lines);
        Assert.True(Numbers(lines.Split('\n')[1])[0] < 1e-4, lines);
    }

    [Fact, Trait("Set", "Slow")]
    public async Task A_diffusion_tells_noise_and_takes_it_back()
    {
        using var scratch = new Files.ScratchDirectory();
        var (learnt, lines) = await Run("diffusion", 4, 2000, scratch);
        // the error of predicting nothing is 1
        Assert.True(learnt[0] < 0.15, lines);
        // distance with all steps, with twenty, of a normal distribution, untrained
        var distances = Numbers(lines.Split('\n')[1].Replace("200 steps", "all", StringComparison.Ordinal).Replace("with 20", "few", StringComparison.Ordinal));
        Assert.True(Math.Max(distances[0], distances[1]) < 0.7 * distances[3], lines);
    }

    [Fact]
    public async Task One_update_of_attention_recalls_what_Hebbs_rule_has_long_forgotten()
    {
        using var scratch = new Files.ScratchDirectory();
        var run = (await SampleProgram.Run("Generative", "hopfield", "--sheet", scratch.File("hopfield.png"))).Succeeded();
        var numbers = Numbers(run.Output.Split('\n')[0]);
        Assert.True(numbers[0] >= 190 && numbers[1] == 200 && numbers[2] < 20, run.Output);
        // Theory has the collapse of a classic network at 0.138 patterns a sign.
        run = (await SampleProgram.Run("Generative", "memory")).Succeeded();
        var right = run.Output.Split('\n').Where(static line => line.Contains("a sign:", StringComparison.Ordinal)).Select(Numbers).ToDictionary(static n => n[1], static n => n[2]);
        Assert.True(right[0.10] > 99 && right[0.20] < 90, run.Output);
        Assert.InRange(Numbers(run.Output.Split('\n').Single(static line => line.Contains("up to", StringComparison.Ordinal)))[1], 0.12, 0.14);
    }

    /// <summary>Runs a model; returns the numbers of its first line, and all lines. What it draws is a PNG file.</summary>
    private static async Task<(double[] Numbers, string Lines)> Run(string model, int epochs, int rows, Files.ScratchDirectory scratch)
    {
        var sheet = scratch.File(model + ".png");
        var run = (await SampleProgram.Run("Generative", model, "--epochs", $"{epochs}", "--rows", $"{rows}", "--sheet", sheet)).Succeeded();
        var png = File.ReadAllBytes(sheet);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var (width, height, length) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33)));
        using var pixels = new MemoryStream();
        using (var packed = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress))
            packed.CopyTo(pixels);
        Assert.Equal((width + 1) * height, pixels.Length);
        Assert.Contains(pixels.ToArray(), static pixel => pixel is > 0 and < 128);
        return (Numbers(run.Output.Split('\n')[0]), run.Output);
    }

    private static double[] Numbers(string line) => [.. Number().Matches(line).Select(static number => double.Parse(number.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"(?<![\w×])-?\d+(\.\d+)?(e[+-]\d+)?")]
    private static partial Regex Number();
}
