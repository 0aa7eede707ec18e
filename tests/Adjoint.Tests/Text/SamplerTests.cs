namespace Adjoint.Tests.Text;

/// <summary>Which tokens a sampler draws, and how often.</summary>
public sealed class SamplerTests
{
    private static readonly float[] logits = [0.5f, -1, 2, 0, float.NegativeInfinity, 1.5f, -3, 2];

    [Fact]
    public void Tokens_come_as_often_as_the_softmax_says()
    {
        var frequencies = Frequencies(new Sampler(seed: 1), draws: 40_000);
        AssertNear(Softmax(logits, temperature: 1), frequencies);
        Assert.Equal(0, frequencies[4]);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(2)]
    [InlineData(100)]
    public void Logits_are_divided_by_the_temperature(float temperature) =>
        AssertNear(Softmax(logits, temperature), Frequencies(new Sampler(temperature, seed: 2), draws: 40_000));

    [Fact]
    public void A_temperature_of_0_takes_the_first_of_the_greatest()
    {
        Assert.Equal(2, new Sampler(temperature: 0).Next(logits));
        Assert.Equal(1, new Sampler(temperature: 0).Next([-5, -2, -2]));
        Assert.Equal(1, new Sampler(temperature: 0).Next([float.NegativeInfinity, float.MinValue]));
        Assert.Equal(0, new Sampler(temperature: 0).Next([7]));
    }

    [Fact]
    public void A_temperature_near_0_is_almost_greedy()
    {
        foreach (var temperature in new[] { 1e-3f, 1e-30f, float.Epsilon })
            Assert.Equal(1, new Sampler(temperature, seed: 3).Next([1, 1.1f, -2, 1]));
    }

    [Theory]
    [InlineData(1, new[] { 2 })]
    [InlineData(2, new[] { 2, 7 })]
    [InlineData(3, new[] { 2, 5, 7 })]
    [InlineData(4, new[] { 0, 2, 5, 7 })]
    [InlineData(7, new[] { 0, 1, 2, 3, 5, 6, 7 })]
    [InlineData(100, new[] { 0, 1, 2, 3, 5, 6, 7 })]
    public void Top_k_keeps_the_greatest_in_their_shares(int k, int[] kept)
    {
        var frequencies = Frequencies(new Sampler(seed: 4) { TopK = k }, draws: 40_000);
        AssertNear(Kept(Softmax(logits, temperature: 1), kept), frequencies);
        Assert.All(Enumerable.Range(0, logits.Length).Except(kept), token => Assert.Equal(0, frequencies[token]));
    }

    [Fact]
    public void Of_equal_logits_top_k_keeps_the_first()
    {
        var sampler = new Sampler(seed: 5) { TopK = 3 };
        var drawn = Enumerable.Range(0, 200).Select(_ => sampler.Next([0, 1, 0, 0, 1, 0, 0])).Distinct().Order();
        Assert.Equal([0, 1, 4], drawn);
    }

    /// <summary>The probabilities are 0.4, 0.3, 0.2 and 0.1.</summary>
    [Theory]
    [InlineData(0.001f, new[] { 1 })]
    [InlineData(0.399f, new[] { 1 })]
    [InlineData(0.401f, new[] { 1, 3 })]
    [InlineData(0.699f, new[] { 1, 3 })]
    [InlineData(0.701f, new[] { 0, 1, 3 })]
    [InlineData(0.901f, new[] { 0, 1, 2, 3 })]
    [InlineData(1, new[] { 0, 1, 2, 3 })]
    public void Top_p_keeps_the_fewest_that_reach_it(float p, int[] kept)
    {
        float[] probabilities = [0.2f, 0.4f, 0.1f, 0.3f];
        var sampler = new Sampler(seed: 6) { TopP = p };
        float[] logs = [.. probabilities.Select(static p => MathF.Log(p))];
        var drawn = Enumerable.Range(0, 500).Select(_ => sampler.Next(logs)).Distinct().Order();
        Assert.Equal(kept, drawn);
    }

    [Fact]
    public void Top_p_is_a_share_of_what_top_k_has_left()
    {
        // Of 0.4 and 0.3 the first is 0.571: more than 0.55, and less than 0.6.
        float[] logs = [.. new[] { 0.2f, 0.4f, 0.1f, 0.3f }.Select(static p => MathF.Log(p))];
        Assert.Equal([1], Drawn(new Sampler(seed: 7) { TopK = 2, TopP = 0.55f }));
        Assert.Equal([1, 3], Drawn(new Sampler(seed: 7) { TopK = 2, TopP = 0.6f }));

        IEnumerable<int> Drawn(Sampler sampler) => [.. Enumerable.Range(0, 200).Select(_ => sampler.Next(logs)).Distinct().Order()];
    }

    [Fact]
    public void Positive_logits_of_tokens_that_were_seen_are_divided_and_negative_ones_multiplied_once()
    {
        float[] before = [2, -1, 0.5f, 3, float.NegativeInfinity], after = [2, -2, 0.5f, 1.5f, float.NegativeInfinity];
        AssertNear(Softmax(after, temperature: 1), Frequencies(new Sampler(seed: 8) { RepetitionPenalty = 2 }, 40_000, before, seen: [3, 1, 3, 3, 4]));
        Assert.Equal(0, new Sampler(temperature: 0) { RepetitionPenalty = 2 }.Next(before, [3, 1]));
        Assert.Equal(3, new Sampler(temperature: 0) { RepetitionPenalty = 2 }.Next(before, []));
        Assert.Equal(3, new Sampler(temperature: 0).Next(before, [3, 3]));
        // Neither of these penalties makes a logit infinite.
        Assert.Equal(0, new Sampler(temperature: 0) { RepetitionPenalty = 1e-38f }.Next([1e10f, 5], [0]));
        Assert.Equal(0, new Sampler(temperature: 0) { RepetitionPenalty = 3e38f }.Next([-1e10f], [0]));
    }

    [Fact]
    public void Equal_seeds_give_equal_tokens_and_others_do_not()
    {
        int[] first = Run(new Sampler(seed: 9)), again = Run(new Sampler(seed: 9)), other = Run(new Sampler(seed: 10));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        // They stay what they are from version to version.
        Assert.Equal("72257377227225232273", string.Concat(first));

        static int[] Run(Sampler sampler) => [.. Enumerable.Range(0, 20).Select(_ => sampler.Next(logits))];
    }

    [Fact]
    public void Drawing_goes_on_at_any_place()
    {
        var whole = new Sampler(temperature: 0.8f, seed: 11) { TopP = 0.95f };
        int[] all = [.. Enumerable.Range(0, 50).Select(_ => whole.Next(logits))];
        Assert.Equal(50, whole.Draws);
        var rest = new Sampler(temperature: 0.8f, seed: 11) { TopP = 0.95f, Draws = 20 };
        Assert.Equal(all[20..], Enumerable.Range(0, 30).Select(_ => rest.Next(logits)));
        Assert.Equal((0.8f, 11L), (rest.Temperature, rest.Seed));
    }

    [Fact]
    public void Huge_logits_and_vocabularies_change_nothing()
    {
        Assert.Equal(1, new Sampler(seed: 12).Next([-3e38f, 3e38f, 0]));
        var shifted = new Sampler(seed: 13);
        var plain = new Sampler(seed: 13);
        for (var i = 0; i < 100; i++)
            Assert.Equal(plain.Next([0, 1, 2]), shifted.Next([1024, 1025, 1026]));
        var equal = new float[50_257];
        var sampler = new Sampler(seed: 14) { TopP = 0.5f };
        // Of equal tokens half are kept, and those are the first.
        Assert.All(Enumerable.Range(0, 20), _ => Assert.InRange(sampler.Next(equal), 0, 25_129));
    }

    [Fact]
    public void Logits_that_are_none_are_refused_by_token_and_draw_nothing()
    {
        var sampler = new Sampler();
        Assert.StartsWith("The logit of token 2 is NaN; a logit must be finite, or −∞", Refused([0, 1, float.NaN]), StringComparison.Ordinal);
        Assert.StartsWith("The logit of token 0 is Infinity;", Refused([float.PositiveInfinity, 1]), StringComparison.Ordinal);
        Assert.StartsWith("All 2 logits are −∞, so no token can come;", Refused([float.NegativeInfinity, float.NegativeInfinity]), StringComparison.Ordinal);
        Assert.StartsWith("There are no logits;", Refused([]), StringComparison.Ordinal);
        Assert.StartsWith("seen[1] is 3; there are logits for 3 tokens, 0 to 2.", Assert.Throws<ArgumentException>(() => sampler.Next([0, 1, 2], [0, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => sampler.Next([0, 1, 2], [-1]));
        Assert.Equal(0, sampler.Draws);

        string Refused(float[] wrong) => Assert.Throws<ArgumentException>(() => sampler.Next(wrong)).Message;
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.All(new[] { -0.1f, float.NaN, float.PositiveInfinity }, static wrong => Assert.Throws<ArgumentOutOfRangeException>(() => new Sampler(wrong)));
        Assert.All(new[] { 0, -1, 1.1f, float.NaN }, static wrong => Assert.Throws<ArgumentOutOfRangeException>(() => new Sampler { TopP = wrong }));
        Assert.All(new[] { 0, -1, float.NaN, float.PositiveInfinity }, static wrong => Assert.Throws<ArgumentOutOfRangeException>(() => new Sampler { RepetitionPenalty = wrong }));
        Assert.StartsWith(
            "TopK is -1; it must be 1 or more, or 0 for all tokens.",
            Assert.Throws<ArgumentOutOfRangeException>(static () => new Sampler { TopK = -1 }).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Sampler { Draws = -1 });
    }

    [Fact]
    public void No_call_after_the_first_allocates()
    {
        Sampler[] samplers = [new(), new(0), new(seed: 1) { TopK = 3 }, new(seed: 1) { TopP = 0.9f, RepetitionPenalty = 1.2f }];
        foreach (var sampler in samplers)
        {
            sampler.Next(logits, [1, 2]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
                sampler.Next(logits, [1, 2]);
            sampler.Next(logits.AsSpan(1));
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static double[] Frequencies(Sampler sampler, int draws) => Frequencies(sampler, draws, logits, []);

    private static double[] Frequencies(Sampler sampler, int draws, float[] logits, int[] seen)
    {
        var counts = new double[logits.Length];
        for (var i = 0; i < draws; i++)
            counts[sampler.Next(logits, seen)] += 1.0 / draws;
        return counts;
    }

    private static double[] Softmax(float[] logits, double temperature)
    {
        double[] weights = [.. logits.Select(logit => Math.Exp(logit / temperature))];
        return [.. weights.Select(weight => weight / weights.Sum())];
    }

    private static double[] Kept(double[] probabilities, int[] kept) => [.. probabilities.Select((p, token) => kept.Contains(token) ? p / kept.Sum(k => probabilities[k]) : 0)];

    /// <summary>Within five standard deviations of 40,000 draws.</summary>
    private static void AssertNear(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, 0.0125));
}
