namespace Adjoint.Tests.Training;

/// <summary>Networks that take one step of a sequence at a time.</summary>
[Collection(nameof(Alone))]
public sealed class StepTests
{
    public static TheoryData<string, int> Streams
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (var name in Verified.Keys)
            {
                foreach (var rows in new[] { 1, 3, 8, 17, 35 })
                    cases.Add(name, rows);
            }
            return cases;
        }
    }

    private static readonly Dictionary<string, Func<int, StepReport>> Verified = new()
    {
        ["vectors"] = static rows => new StreamOfVectors(1).VerifySteps(rows, seed: 1),
        ["last"] = static rows => new StreamWithLast(1).VerifySteps(rows, seed: 2),
        ["convolutions"] = static rows => new TemporalConvolution(1).VerifySteps(rows, seed: 3),
        ["loops"] = static rows => new TwoLoops(1).VerifySteps(rows, seed: 4),
        ["tokens"] = static rows => new StreamOfTokens(1).VerifySteps(rows, seed: 5),
        ["positions"] = static rows => new StreamWithPositions(1).VerifySteps(rows, seed: 6),
        ["doubles"] = static rows => new StreamOfDoubles(1).VerifySteps(rows, seed: 7),
        ["behind"] = static rows => new StepBehind(1).VerifySteps(rows, seed: 8),
        ["attention"] = static rows => new StreamOfAttention(1).VerifySteps(rows, seed: 10),
        ["window"] = static rows => new StreamWithWindow(1).VerifySteps(rows, seed: 11),
        ["keys apart"] = static rows => new StreamOfQueries(1).VerifySteps(rows, seed: 12),
        ["attention of doubles"] = static rows => new StreamOfPrecision(1).VerifySteps(rows, seed: 13),
        ["attention to what stays"] = static rows => new StreamToMemory(1).VerifySteps(rows, seed: 14),
        ["context"] = static rows => new StreamWithContext(1).VerifySteps(rows, seed: 9),
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Step_by_step_is_what_is_predicted_at_once(string name, int rows)
    {
        var report = Verified[name](rows);
        Assert.True(report.Agrees(1e-6), report.ToString());
        Assert.StartsWith("y[", report.Worst);
    }

    [Fact]
    public void Every_step_is_compared_with_the_whole()
    {
        var (network, x, y) = (new StreamOfVectors(1), Draw(12 * 5), new float[12 * 3]);
        network.Predict(x, y);
        var (state, step, y0) = (network.NewState(), new float[3], new float[3]);
        for (var t = 0; t < 12; t++)
        {
            network.Step(state, x.AsSpan(t * 5, 5), step);
            Assert.Equal(y.AsSpan(t * 3, 3).ToArray(), step, Near);
            Assert.Equal(t + 1, state.Position);
        }
        // What is compared does differ from step to step: the same input gives another output to one that remembers.
        network.Step(state, x.AsSpan(0, 5), y0);
        Assert.NotEqual(y[0], y0[0], 1e-3f);
    }

    [Fact]
    public void What_is_filled_in_at_once_is_what_steps_give()
    {
        var network = new StreamOfTokens(1);
        var random = new Random(3);
        int[] text = [.. Enumerable.Range(0, 3 * 40).Select(_ => random.Next(27))];
        var (filled, stepped) = (network.NewState(3), network.NewState(3));
        float[] y = new float[3 * 27], z = new float[3 * 27];
        network.Prefill(filled, text, y);
        for (var t = 0; t < 40; t++)
            network.Step(stepped, [text[t], text[40 + t], text[80 + t]], z);
        // Forty steps of a network that was declared for sixteen: a loop has no end.
        Assert.Equal(z, y);
        Assert.Equal(40, filled.Position);
    }

    /// <summary>Sixteen steps lie in the lanes where keys and values are all that goes on; what is too few for them, and the last, goes step by step.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 5)]
    [InlineData(7, 13)]
    public void What_is_filled_in_by_lanes_is_what_steps_give(int rows, int before)
    {
        var (tokens, window, doubles) = (new LongStream(1), new LongStreamWithWindow(1), new LongStreamOfDoubles(1));
        var random = new Random(7);
        int[] text = [.. Enumerable.Range(0, rows * 70).Select(_ => random.Next(11))];
        var (x, z) = (Draw(rows * 70 * 6), Array.ConvertAll(Draw(rows * 70 * 6), static v => (double)v));
        foreach (var count in new[] { 1, 8, 9, 10, 17, 24, 25, 33, 34, 41, 51, 57 })
        {
            Compare<float, int>(tokens.NewState, tokens.Step, tokens.Prefill, text, 1, 11, rows, before, count, 1e-5);
            Compare<float, float>(window.NewState, window.Step, window.Prefill, x, 5, 2, rows, before, count, 1e-5);
            Compare<double, double>(doubles.NewState, doubles.Step, doubles.Prefill, z, 6, 2, rows, before, count, 1e-13);
        }
    }

    private delegate void Takes<T, TInput>(NetworkState<T> state, ReadOnlySpan<TInput> x, Span<T> y)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;

    /// <summary>Some steps one by one, then some at once or one by one, then one more: all outputs agree.</summary>
    private static void Compare<T, TInput>(
        Func<int, NetworkState<T>> state, Takes<T, TInput> step, Takes<T, TInput> fill, TInput[] x, int size, int width, int rows, int before, int count, double near)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var (filled, stepped) = (state(rows), state(rows));
        T[] y = new T[rows * width], z = new T[rows * width];
        for (var t = 0; t < before; t++)
        {
            step(filled, Steps(t, 1), y);
            step(stepped, Steps(t, 1), z);
        }
        fill(filled, Steps(before, count), y);
        for (var t = before; t < before + count; t++)
            step(stepped, Steps(t, 1), z);
        Agree();
        Assert.Equal(before + count, filled.Position);
        if (before + count == 70)
            return;
        step(filled, Steps(before + count, 1), y);
        step(stepped, Steps(before + count, 1), z);
        Agree();

        void Agree() => Assert.All(y.Zip(z), pair => Assert.Equal(double.CreateChecked(pair.Second), double.CreateChecked(pair.First), near));

        TInput[] Steps(int first, int some) => [.. Enumerable.Range(0, rows).SelectMany(row => x.AsSpan((row * 70 + first) * size, some * size).ToArray())];
    }

    [Fact]
    public void A_stream_is_read_sample_by_sample()
    {
        var (network, history, samples, y) = (new NextValue(1), Draw(40 * 5), Draw(56 * 5).Chunk(5), new float[1]);

        var state = network.NewState();
        network.Prefill(state, history, y);    // many steps at once: y is what the last of them gives
        foreach (var sample in samples)
            network.Step(state, sample, y);    // 5 numbers in, 1 out; nothing is allocated

        var whole = new float[1];
        network.Predict([.. history, .. Draw(56 * 5)], whole);
        Assert.Equal(whole[0], y[0], 1e-6f);
    }

    [Fact]
    public void A_branch_goes_on_by_itself_and_a_state_begins_anew()
    {
        var (network, x) = (new StreamWithLast(1), Draw(5));
        var (state, branch) = (network.NewState(), network.NewState());
        float[] first = new float[2], second = new float[2], other = new float[2];
        network.Step(state, x, first);
        state.CopyTo(branch);
        network.Step(state, x, second);
        network.Step(branch, x, other);
        Assert.Equal(second, other);
        network.Step(branch, [float.NaN, 0, 0, 0, 0], other);
        Assert.True(float.IsNaN(other[0]));
        branch.Reset();
        Assert.Equal(0, branch.Position);
        network.Step(branch, x, other);
        Assert.Equal(first, other);
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        var (network, other, tokens) = (new StreamOfVectors(1), new StreamOfVectors(1), new StreamOfTokens(1));
        var (state, before, after) = (network.NewState(2), new float[6], new float[6]);
        network.Step(state, Draw(10), before);
        Refused<ArgumentException>(() => network.Step(state, Draw(5), before), "'StreamOfVectors' needs 5 numbers of 'x' for each row, 10 for the 2 rows of the state; there are 5.");
        Refused<ArgumentException>(() => network.Step(state, Draw(10), new float[3]), "'StreamOfVectors' writes 3 numbers of 'y' a row and step, 6 for the 2 rows of the state; 'y' has 3.");
        Refused<ArgumentException>(
            () => network.Prefill(state, Draw(15), before),
            "A step of 'StreamOfVectors' has 5 numbers in 'x' and the state 2 rows, so a length that is a multiple of 10 is needed; 'x' has 15.");
        Refused<ArgumentException>(() => network.Step(state, network.Parameters[..10], network.Parameters[..6]), "'y' overlaps 'x'; the outputs need memory of their own.");
        Refused<InvalidOperationException>(() => other.Step(state, Draw(10), before), "The state belongs to another 'StreamOfVectors' than the one that is called; make one by its own NewState.");
        Refused<ArgumentException>(() => state.CopyTo(network.NewState(3)), "The state has 2 rows, and the other 3; make it by NewState(2) of the same network.");
        Refused<ArgumentException>(() => tokens.Step(tokens.NewState(), [27], new float[27]), "x[0, 0] is 27; 'StreamOfTokens' knows 27 tokens, 0 to 26.");
        Assert.Throws<ArgumentOutOfRangeException>(() => network.NewState(0));
        Assert.Equal(1, state.Position);
        network.Step(state, Draw(10), after);
        var fresh = network.NewState(2);
        network.Step(fresh, Draw(10), before);
        network.Step(fresh, Draw(10), before);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Positions_that_are_not_there_are_refused()
    {
        var network = new StreamWithPositions(1);
        var (state, y) = (network.NewState(), new float[27]);
        network.Prefill(state, new int[16], y);
        Refused<InvalidOperationException>(
            () => network.Step(state, [0], y), "'StreamWithPositions' has room for 16 steps; the state has taken 16 and is to take 1 more. Start again with Reset, or declare a longer input.");
    }

    /// <summary>As a server takes the next question into the place of one that has been answered.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(19)]
    public void A_row_begins_anew_while_the_others_go_on(int rows)
    {
        var network = new StreamOfAttention(1);
        var random = new Random(rows);
        int[][] text = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, 20).Select(_ => random.Next(11)).ToArray())];
        var (state, fresh, y, z) = (network.NewState(rows), network.NewState(rows), new float[rows * 11], new float[rows * 11]);
        var (leaving, left) = (rows - 2, 9);
        for (var t = 0; t < left; t++)
            network.Step(state, [.. text.Select(row => row[t])], y);
        state.Reset(leaving);
        for (var t = 0; t < 6; t++)
        {
            network.Step(state, [.. text.Select((row, i) => row[i == leaving ? t : left + t])], y);
            network.Step(fresh, [.. text.Select(row => row[t])], z);
            Assert.Equal(z.AsSpan(leaving * 11, 11).ToArray(), y.AsSpan(leaving * 11, 11).ToArray());
        }
        // The others have not noticed.
        var (whole, all) = (network.NewState(rows), new float[rows * 11]);
        network.Prefill(whole, [.. text.SelectMany(row => row.Take(left + 6))], all);
        Assert.Equal(all.AsSpan(0, leaving * 11).ToArray(), y.AsSpan(0, leaving * 11).ToArray(), Near);
        // The row that began anew has room for as many steps more as the others have had.
        network.Prefill(state, [.. text.SelectMany(row => row.Take(6))], y);
        Assert.Throws<InvalidOperationException>(() => network.Step(state, new int[rows], y));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_window_forgets_what_is_behind_it_and_has_no_end(int rows)
    {
        var (network, x) = (new StreamWithWindow(1), Draw(rows * 200 * 5));
        var (state, late, y, z) = (network.NewState(rows), network.NewState(rows), new float[rows * 2], new float[rows * 2]);
        network.Prefill(state, x, y);
        // What both layers see together are the last 25 steps; turned by other angles, but by the same from one to the other.
        network.Prefill(late, [.. Enumerable.Range(0, rows).SelectMany(row => x.AsSpan((row + 1) * 1000 - 25 * 5, 25 * 5).ToArray())], z);
        Assert.Equal(z, y, EqualityComparer<float>.Create(static (a, b) => Math.Abs(a - b) <= 2e-5f));
        network.Prefill(late, new float[rows * 5], z);
        Assert.NotEqual(z[0], y[0], 1e-3f);
    }

    [Fact]
    public async Task Threads_step_with_states_of_their_own_and_never_with_one()
    {
        var (network, x) = (new StreamOfVectors(1), Draw(5));
        var expected = Run(network, x);
        var results = new float[4][];
        Parallel.For(0, 4, i => results[i] = Run(network, x));
        Assert.All(results, result => Assert.Equal(expected, result));

        // While one thread takes a long way, another tries until it has come to the end.
        var (state, sequence, refused) = (network.NewState(7), Draw(7 * 5 * 40_000), 0);
        var way = Task.Run(() => network.Prefill(state, sequence, new float[21]));
        SpinWait.SpinUntil(() => state.Position > 0);
        while (!way.IsCompleted)
        {
            try
            {
                network.Step(state, sequence.AsSpan(0, 35), new float[21]);
            }
            catch (InvalidOperationException thrown)
            {
                Assert.Contains("Another thread uses this state", thrown.Message);
                refused++;
            }
        }
        await way;
        Assert.True(refused > 0);
    }

    [Fact]
    public void No_step_allocates()
    {
        var (network, many) = (new StreamOfVectors(1) { Threads = 1 }, 19);
        var (one, some, x, y) = (network.NewState(), network.NewState(many), Draw(many * 5 * 3), new float[many * 3]);
        var (transformer, logits) = (new StreamOfAttention(1), new float[11]);
        var text = transformer.NewState();
        void Call()
        {
            network.Step(one, x.AsSpan(0, 5), y.AsSpan(0, 3));
            network.Prefill(one, x.AsSpan(0, 15), y.AsSpan(0, 3));
            network.Step(some, x.AsSpan(0, many * 5), y);
            network.Prefill(some, x, y);
            transformer.Step(text, [3], logits);
            text.Reset();
            transformer.Prefill(text, [1, 2, 3], logits);
        }
        Allocation.AssertNone(Call);
    }

    [Fact]
    public void A_causal_convolution_is_one_that_is_padded_before_the_first_position()
    {
        const int rows = 19;
        var (causal, padded) = (new CausalConvolution(1), new PaddedConvolution(1));
        var (x, targets) = (Draw(rows * 63), Draw(rows * 168));
        float[] y = new float[rows * 168], z = new float[rows * 168], dy = new float[CausalConvolution.ParameterCount], dz = new float[CausalConvolution.ParameterCount];
        causal.Predict(x, y);
        padded.Predict(x, z);
        Assert.Equal(z, y);
        Assert.Equal(padded.Gradient(x, targets, dz), causal.Gradient(x, targets, dy));
        Assert.Equal(dz, dy, Near);
    }

    private static readonly EqualityComparer<float> Near = EqualityComparer<float>.Create(static (a, b) => Math.Abs(a - b) <= 2e-6f * Math.Max(1, Math.Abs(a)));

    private static float[] Run(StreamOfVectors network, float[] x)
    {
        var (state, y) = (network.NewState(), new float[3]);
        for (var t = 0; t < 300; t++)
            network.Step(state, x, y);
        return y;
    }

    private static void Refused<T>(Action call, string message)
        where T : Exception => Assert.StartsWith(message, Assert.Throws<T>(call).Message);

    private static float[] Draw(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }
}
