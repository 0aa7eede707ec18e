namespace Adjoint.Tests;

/// <summary>Entries, targets in the declaration, constants, and noise.</summary>
public sealed class EntryTests
{
    private const int Rows = 21;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void An_entry_computes_its_part_of_what_Predict_computes(int rows)
    {
        var gan = new SmallGan(seed: 5);
        var (noise, real) = (Numbers(rows * 5, 1), Numbers(rows * 7, 2));
        float[] fake = new float[rows * 7], score = new float[rows], realScore = new float[rows], painted = new float[rows * 7], judged = new float[rows];
        gan.Predict(noise, real, fake, score, realScore);
        gan.Paint(noise, painted);
        gan.Judge(painted, judged);
        Assert.Equal(fake, painted);
        Assert.Equal(score, judged);
        // What is given in the middle is what is judged.
        gan.Judge(real, judged);
        Assert.Equal(realScore, judged);
    }

    [Fact]
    public void An_entry_asks_for_several_values()
    {
        var network = new SmallAutoencoder(seed: 2);
        var x = Numbers(Rows * 7, 1);
        float[] code = new float[Rows * 3], image = new float[Rows * 7], again = new float[Rows * 7], codes = new float[Rows * 3], whole = new float[Rows * 7];
        network.Encode(x, code);
        network.Decode(code, image);
        network.Both(x, codes, again);
        network.Predict(x, whole);
        Assert.Equal(code, codes);
        Assert.Equal(whole, image);
        Assert.Equal(whole, again);
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => network.Encode(x.AsSpan(1), code)).ParamName);
    }

    [Fact]
    public void A_target_in_the_declaration_is_one_that_is_given()
    {
        var (own, given) = (new SmallAutoencoder(seed: 2), new SmallAutoencoderGiven(seed: 2));
        var (x, quarters) = (Numbers(Rows * 7, 1), Enumerable.Repeat(0.25f, Rows * 7).ToArray());
        Assert.Equal(given.Loss(x, x, quarters), own.Loss(x));
        using Adam one = new(1e-2f), other = new(1e-2f);
        for (var step = 0; step < 4; step++)
            Assert.Equal(given.TrainStep(x, x, quarters, one), own.TrainStep(x, other));
        Assert.Equal(given.Parameters.ToArray(), own.Parameters.ToArray());
    }

    [Fact]
    public void No_gradient_goes_back_through_Detach()
    {
        var (detached, frozen) = (new Detached(seed: 3), new FrozenInstead(seed: 3));
        for (var i = 0; i < Detached.Layout.Parameters.Count; i++)
        {
            var values = new float[Detached.Layout.Parameters[i].Length];
            ((INetwork<float>)detached).View(i).CopyTo(values);
            ((INetwork<float>)frozen).View(i).CopyFrom(values);
        }
        var (x, targets) = (Numbers(Rows * 4, 1), Numbers(Rows * 3, 2));
        var (own, other) = (new float[Detached.ParameterCount], new float[FrozenInstead.ParameterCount]);
        Assert.Equal(frozen.Gradient(x, targets, other), detached.Gradient(x, targets, own));
        var b = Detached.Layout.Parameters.First(static p => p.Name == "b.weight").Offset;
        Assert.All(own[..b], static g => Assert.Equal(0, g));
        Assert.Equal(other, own[b..]);
    }

    [Fact]
    public void Noise_has_the_mean_and_the_variance_that_it_is_given()
    {
        var network = new Draws(seed: 6);
        Unit(network);
        const int rows = 2_000;
        // z is not shown in training, but its mean is the penalty, and its gradient by the bias says nothing of ε: so the mean over many numbers is looked at.
        var (mu, logVariance) = (Enumerable.Repeat(0.5f, rows * 40).ToArray(), Enumerable.Repeat(MathF.Log(4), rows * 40).ToArray());
        var means = Enumerable.Range(0, 50).Select(_ => (double)network.Gradient(mu, logVariance, new float[Draws.ParameterCount])).ToList();
        var deviation = 2 / Math.Sqrt(rows * 40.0);
        Assert.InRange(means.Average(), 0.5 - 4 * deviation / Math.Sqrt(50), 0.5 + 4 * deviation / Math.Sqrt(50));
        var spread = Math.Sqrt(means.Sum(mean => (mean - 0.5) * (mean - 0.5)) / 50);
        Assert.InRange(spread / deviation, 0.65, 1.4);
        // Without noise, the mean is the mean.
        Assert.Equal(0.5f, network.Loss(mu, logVariance), 1e-5f);
        Assert.Equal(50, means.Distinct().Count());
    }

    [Fact]
    public void Noise_follows_from_seed_step_and_place()
    {
        var (first, second) = (new SmallVae(seed: 6) { Threads = 1 }, new SmallVae(seed: 6) { Threads = 2 });
        var x = Numbers(300 * 7, 1);
        var (one, other) = (new float[SmallVae.ParameterCount], new float[SmallVae.ParameterCount]);
        Assert.Equal(first.Gradient(x, one), second.Gradient(x, other));
        Assert.Equal(one, other);
        Assert.NotEqual(first.Gradient(x, one), new SmallVae(seed: 7).Gradient(x, other));
        second.TrainingStep = 0;
        var again = second.Gradient(x, other);
        Assert.NotEqual(first.Gradient(x, one), again);
        first.TrainingStep = 0;
        Assert.Equal(first.Gradient(x, one), again);
    }

    [Fact]
    public void Predict_and_entries_have_no_noise()
    {
        var network = new SmallVae(seed: 6);
        var x = Numbers(Rows * 7, 1);
        float[] image = new float[Rows * 7], kl = new float[Rows], mu = new float[Rows * 2], logVariance = new float[Rows * 2], decoded = new float[Rows * 7];
        network.Predict(x, image, kl);
        network.Encode(x, mu, logVariance);
        network.Decode(mu, decoded);
        Assert.Equal(image, decoded);
        for (var row = 0; row < Rows; row++)
        {
            var expected = Enumerable.Range(2 * row, 2).Sum(i => 0.5 * (mu[i] * mu[i] + Math.Exp(logVariance[i]) - 1 - logVariance[i]));
            Assert.Equal(expected, kl[row], 1e-5 * Math.Max(1, expected));
        }
    }

    private static void Unit(Draws network)
    {
        var weight = new float[40 * 40];
        for (var i = 0; i < 40; i++)
            weight[i * 41] = 1;
        ((INetwork<float>)network).View(0).CopyFrom(weight);
        ((INetwork<float>)network).View(1).CopyFrom(new float[40]);
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(4 * random.NextDouble() - 2))];
    }
}
