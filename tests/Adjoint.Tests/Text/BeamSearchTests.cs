namespace Adjoint.Tests.Text;

/// <summary>A beam search compared with an exhaustive one, on a Markov chain whose next token depends on the last.</summary>
public sealed class BeamSearchTests
{
    private const int Vocabulary = 4, End = 3, Longest = 5;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Wide_enough_it_finds_what_an_exhaustive_search_finds(int seed)
    {
        var chain = Chain(seed);
        foreach (var penalty in new[] { 0, 0.7f, 1 })
        {
            var (best, score) = Exhaustive(chain, penalty);
            var search = Searched(chain, new BeamSearch(300, Longest) { End = End, LengthPenalty = penalty });
            Assert.Equal(best, search.Best.ToArray());
            Assert.Equal(score, search.BestScore, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Of_width_1_it_is_greedy(int seed)
    {
        var chain = Chain(seed);
        var (greedy, sampler) = (new List<int>(), new Sampler(temperature: 0));
        while (greedy.Count < Longest && (greedy.Count == 0 || greedy[^1] != End))
            greedy.Add(sampler.Next(chain[greedy.Count == 0 ? Vocabulary : greedy[^1]]));
        Assert.Equal(greedy, Searched(chain, new BeamSearch(1, Longest) { End = End, LengthPenalty = 1 }).Best.ToArray());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Scores_are_those_of_the_sequence(int seed)
    {
        var chain = Chain(seed);
        foreach (var width in new[] { 1, 2, 3 })
        {
            var search = Searched(chain, new BeamSearch(width, Longest) { End = End });
            Assert.Equal(Score(chain, search.Best.ToArray()), search.BestScore, 1e-5);
        }
    }

    [Fact]
    public void Without_an_end_all_sequences_are_as_long_as_they_can_be()
    {
        var search = Searched(Chain(1), new BeamSearch(2, 7));
        Assert.Equal((7, 7), (search.Best.Length, search.Steps));
        Assert.True(search.Beams.IsEmpty);
    }

    [Fact]
    public void Beams_name_their_parents_the_likeliest_first_and_of_equal_ones_the_earlier()
    {
        var search = new BeamSearch(3, 10);
        Assert.Equal([new Beam(0, -1, 0)], search.Beams.ToArray());
        Assert.True(search.Next(Logs(0.1, 0.5, 0.4)));
        Assert.Equal([(0, 1), (0, 2), (0, 0)], Chosen());
        // 0.5 · 0.4, 0.4 · 0.5 twice, and less.
        Assert.True(search.Next([.. Logs(0.3, 0.3, 0.4), .. Logs(0.5, 0, 0.5), .. Logs(1, 0, 0)]));
        Assert.Equal([(0, 2), (1, 0), (1, 2)], Chosen());
        Assert.All(search.Beams.ToArray(), static beam => Assert.Equal(Math.Log(0.2), beam.Score, 1e-6));
        Assert.Equal(2, search.Steps);

        (int, int)[] Chosen() => [.. search.Beams.ToArray().Select(static beam => (beam.Parent, beam.Token))];
    }

    [Fact]
    public void What_cannot_come_is_no_beam()
    {
        var search = new BeamSearch(5, 3);
        Assert.True(search.Next([0, float.NegativeInfinity, 0]));
        Assert.Equal(2, search.Beams.Length);
    }

    [Fact]
    public void It_ends_when_nothing_can_surpass_the_best()
    {
        var search = new BeamSearch(2, 100) { End = 0 };
        Assert.True(search.Next(Logs(0.4, 0.6)));
        Assert.Equal([0], search.Best.ToArray());
        // 0.6 · 0.5 is less than 0.4 already.
        Assert.False(search.Next(Logs(0.5, 0.5)));
        Assert.Equal([0], search.Best.ToArray());
        Assert.Equal(Math.Log(0.4), search.BestScore, 1e-6);
        Assert.StartsWith("The search has ended; read Best, or start again with Reset.", Assert.Throws<InvalidOperationException>(() => search.Next(Logs(0.5, 0.5))).Message, StringComparison.Ordinal);

        search.Reset();
        Assert.Equal((0, 0, double.NegativeInfinity, 1), (search.Steps, search.Best.Length, search.BestScore, search.Beams.Length));
        Assert.True(search.Next(Logs(0.1, 0.2, 0.7)));
    }

    [Fact]
    public void Logits_that_do_not_fit_are_refused_and_change_nothing()
    {
        var search = new BeamSearch(2, 10);
        Assert.Throws<ArgumentException>(() => search.Next([]));
        search.Next(Logs(0.3, 0.7));
        var before = search.Beams.ToArray();
        Assert.StartsWith("There are 3 logits for 2 beams; give each 2,", Assert.Throws<ArgumentException>(() => search.Next([0, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => search.Next([0, 0, 0, 0, 0, 0]));
        Assert.StartsWith("The logit of token 1 of beam 1 is NaN;", Assert.Throws<ArgumentException>(() => search.Next([0, 0, 0, float.NaN])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => search.Next([0, 0, float.NegativeInfinity, float.NegativeInfinity]));
        Assert.Equal(before, search.Beams.ToArray());
        Assert.Equal(1, search.Steps);
        Assert.StartsWith(
            "End is 2; there are logits for 2 tokens, 0 to 1.",
            Assert.Throws<ArgumentException>(static () => new BeamSearch(2, 10) { End = 2 }.Next([0, 0])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BeamSearch(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BeamSearch(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BeamSearch(1 << 16, 1 << 16));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BeamSearch(1, 1) { End = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BeamSearch(1, 1) { LengthPenalty = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BeamSearch(1, 1) { LengthPenalty = float.NaN });
    }

    [Fact]
    public void No_step_allocates()
    {
        var (search, logits) = (new BeamSearch(4, 50) { End = 7 }, new float[4 * 8]);
        search.Next(logits.AsSpan(0, 8));
        search.Next(logits.AsSpan(0, search.Beams.Length * 8));
        search.Reset();
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (search.Next(logits.AsSpan(0, search.Beams.Length * 8)))
            logits[search.Steps % 32] += 1;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(50, search.Steps);
    }

    /// <summary>The logits after each token, and at last those of the first token.</summary>
    private static float[][] Chain(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Vocabulary + 1).Select(_ => (float[])[.. Enumerable.Range(0, Vocabulary).Select(_ => 4 * random.NextSingle())])];
    }

    private static BeamSearch Searched(float[][] chain, BeamSearch search)
    {
        var logits = chain[Vocabulary];
        while (search.Next(logits))
            logits = [.. search.Beams.ToArray().SelectMany(beam => chain[beam.Token])];
        return search;
    }

    private static double Score(float[][] chain, int[] tokens)
    {
        var (score, last) = (0.0, Vocabulary);
        foreach (var token in tokens)
        {
            score += chain[last][token] - Math.Log(chain[last].Sum(static logit => Math.Exp(logit)));
            last = token;
        }
        return score;
    }

    private static (int[] Best, double Score) Exhaustive(float[][] chain, float penalty)
    {
        (int[] Best, double Score) found = ([], double.NegativeInfinity);
        Visit([]);
        return found;

        void Visit(int[] tokens)
        {
            if (tokens.Length == Longest || (tokens.Length > 0 && tokens[^1] == End))
            {
                var score = Score(chain, tokens) / Math.Pow(tokens.Length, penalty);
                found = score > found.Score ? (tokens, score) : found;
                return;
            }
            for (var token = 0; token < Vocabulary; token++)
                Visit([.. tokens, token]);
        }
    }

    private static float[] Logs(params double[] probabilities) => [.. probabilities.Select(static p => (float)Math.Log(p))];
}
