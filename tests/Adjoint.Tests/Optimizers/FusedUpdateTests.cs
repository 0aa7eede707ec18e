using Adjoint.Runtime;

namespace Adjoint.Tests.Optimizers;

/// <summary>The vectorised pass against plain double arithmetic: every tail, every setting, and nothing written that is not a parameter.</summary>
public unsafe class FusedUpdateTests
{
    private static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["plain"] = () => new GradientDescent(0.1f),
        ["momentum, both clips"] = () => new GradientDescent(0.1f) { Momentum = 0.9f, Dampening = 0.25f, ClipNorm = 3, ClipValue = 0.5f },
        ["nesterov, all penalties, weights only"] = () => new GradientDescent(0.1f)
        {
            Momentum = 0.9f,
            Nesterov = true,
            L1 = 0.1f,
            L2 = 0.2f,
            WeightDecay = 0.3f,
            DecayBiases = false,
        },
        ["adam"] = () => new Adam(0.1f),
        ["adam, penalties, clip"] = () => new Adam(0.1f) { L1 = 0.1f, L2 = 0.2f, ClipValue = 1 },
        ["adamw, L2, weights only"] = () => new AdamW(0.1f) { WeightDecay = 0.5f, L2 = 0.2f, DecayBiases = false },
        ["rmsprop"] = () => new RmsProp(),
        ["rmsprop with everything"] = () => new RmsProp
        {
            Alpha = 0.9f,
            Momentum = 0.5f,
            Centered = true,
            WeightDecay = 0.1f,
            ClipNorm = 2,
            DecayBiases = false,
        },
        ["nadam, weights only"] = () => new NAdam(0.1f) { WeightDecay = 0.5f, DecayBiases = false },
        ["lion, decay, clip"] = () => new Lion(0.01f) { WeightDecay = 0.5f, ClipValue = 1 },
        ["adagrad"] = () => new Adagrad(0.1f) { L1 = 0.1f },
    };

    public static TheoryData<string> Names => new(Optimizers.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_size_up_to_67_agrees_with_the_textbook_and_stays_within_bounds(string name)
    {
        for (var size = 1; size <= 67; size++)
            Compare(name, [size]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Averages_of_a_gradient_that_stays_zero_end_at_zero_and_never_become_subnormal(string name)
    {
        using var optimizer = Optimizers[name]();
        var parameters = new ParameterBlock<float>(new ParameterLayout("Net", new ParameterInfo("w", [40], 0, ParameterRole.Weight, Initializer.Zeros, 1, 1, outputsTogether: 1)), seed: 0);
        var gradient = new AlignedBuffer(40);
        gradient.Span.Fill(1e-12f);
        for (var step = 0; step < 1500; step++)
        {
            optimizer.Step(parameters, gradient, threads: 1);
            gradient.Span.Clear();
            foreach (var moment in optimizer.Moments)
            {
                foreach (var value in moment.Span)
                    Assert.False(float.IsSubnormal(value), $"After {step + 1} steps a moment is {value}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Segments_may_begin_and_end_anywhere(string name)
    {
        for (var size = 1; size <= 33; size++)
            Compare(name, [size, 1, 17, size, 3]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Segments_may_cross_the_chunks_that_threads_take(string name) => Compare(name, [16_383, 5, 20_001, 16_384, 100]);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_number_of_threads_does_not_change_a_bit(string name)
    {
        int[] lengths = [30_001, 77, 40_000];
        var alone = Train(name, lengths, threads: 1);
        foreach (var threads in new[] { 2, 3, 8 })
            Assert.Equal(alone, Train(name, lengths, threads));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        var block = Blocks.Create(20_000, 100);
        var gradient = Blocks.Gradient(20_100, seed: 5);
        using var optimizer = Optimizers[name]();
        Allocation.AssertNone(() =>
        {
            for (var step = 0; step < 10; step++)
                optimizer.Step(block, gradient, threads: 2);
        });
    }

    [Fact]
    public void A_constant_gradient_does_not_turn_the_centred_form_into_NaN()
    {
        // The variance of a constant is 0; in floats v − a² ends up a little above or below.
        var block = Blocks.Create(100);
        var gradient = Blocks.Gradient(100, seed: 5);
        using var optimizer = new RmsProp { Alpha = 0.5f, Centered = true };
        for (var step = 0; step < 200; step++)
            optimizer.Step(block, gradient, threads: 1);
        Assert.All(block.Span.ToArray(), w => Assert.True(float.IsFinite(w), $"Found {w}."));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_block_is_no_error(string name)
    {
        using var optimizer = Optimizers[name]();
        optimizer.Step(Blocks.Create(), new AlignedBuffer(0), threads: 2);
        Assert.Equal(1, optimizer.Steps);
    }

    private static void Compare(string name, int[] lengths)
    {
        var block = Blocks.Create(lengths);
        var count = block.Layout.Count;
        using var optimizer = Optimizers[name]();
        optimizer.Bind(block);
        Blocks.Mark(block.Pointer, count);
        foreach (var moment in optimizer.Moments)
            Blocks.Mark(moment.Pointer, count);

        var naive = new NaiveOptimizer(optimizer, count);
        var expected = new double[count];
        for (var i = 0; i < count; i++)
            expected[i] = block.Span[i];
        bool IsWeight(int index) => block.Layout.Parameters.Last(parameter => parameter.Offset <= index).Role == ParameterRole.Weight;

        for (var step = 1; step <= 4; step++)
        {
            var gradient = Blocks.Gradient(count, seed: step);
            var kept = gradient.Span.ToArray();
            optimizer.Step(block, gradient, threads: 1);
            naive.Step(expected, kept, IsWeight);
            Assert.Equal(kept, gradient.Span.ToArray());
        }

        for (var i = 0; i < count; i++)
        {
            // Four steps of a few roundings each, of numbers of size three and below.
            var difference = Math.Abs(block.Span[i] - expected[i]);
            Assert.True(
                difference <= 3e-6,
                $"{name}, tensors of {string.Join(", ", lengths)}, parameter {i}: textbook {expected[i]:G9}, found {block.Span[i]:G9}, apart by {difference:G2}.");
        }
        Blocks.AssertMarked(block.Pointer, count);
        foreach (var moment in optimizer.Moments)
            Blocks.AssertMarked(moment.Pointer, count);
    }

    private static float[] Train(string name, int[] lengths, int threads)
    {
        var block = Blocks.Create(lengths);
        using var optimizer = Optimizers[name]();
        for (var step = 1; step <= 3; step++)
            optimizer.Step(block, Blocks.Gradient(block.Layout.Count, seed: step), threads);
        return block.Span.ToArray();
    }
}
