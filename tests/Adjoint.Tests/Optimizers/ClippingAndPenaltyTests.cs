using Adjoint.Runtime;

namespace Adjoint.Tests.Optimizers;

public class ClippingAndPenaltyTests
{
    private const int Threads = 1;

    [Fact]
    public void L1_adds_the_sign_and_nothing_at_zero() => Assert.Equal(
        [0.75f, -0.75f, 0f, 0f],
        Step(new GradientDescent(1f) { L1 = 0.25f }, [1, -1, 0, -0f], [0, 0, 0, 0]));

    [Fact]
    public void L2_adds_the_parameter_itself_without_a_factor_of_two() => Assert.Equal(
        [0.75f, -1.5f],
        Step(new GradientDescent(1f) { L2 = 0.25f }, [1, -2], [0, 0]));

    [Fact]
    public void Decoupled_decay_shrinks_by_rate_times_decay_and_leaves_the_moments_alone()
    {
        using var optimizer = new AdamW(0.5f) { WeightDecay = 0.5f };
        Assert.Equal([0.75f, -1.5f], Step(optimizer, [1, -2], [0, 0]));
        Assert.All(optimizer.Moments, moment => Assert.Equal([0f, 0f], moment.Span.ToArray()));
    }

    [Fact]
    public void Coupled_decay_goes_through_the_moments()
    {
        using var optimizer = new Adam(0.5f) { WeightDecay = 0.5f };
        Step(optimizer, [1, -2], [0, 0]);
        Assert.Equal(0.05f, optimizer.Moments[0].Span[0], 1e-7f);
        Assert.Equal(-0.1f, optimizer.Moments[0].Span[1], 1e-7f);
    }

    [Theory]
    [InlineData(ParameterRole.Bias)]
    [InlineData(ParameterRole.Scale)]
    public void Biases_and_scales_are_exempt_when_asked(ParameterRole role)
    {
        var layout = new ParameterLayout("Net", Tensor("w1", 0, ParameterRole.Weight), Tensor("b", 1, role), Tensor("w2", 2, ParameterRole.Weight));
        foreach (var (decayBiases, expected) in new[] { (true, new[] { 0.5f, 0.5f, 0.5f }), (false, [0.5f, 1f, 0.5f]) })
        {
            foreach (var optimizer in new Optimizer[]
            {
                new GradientDescent(1f) { WeightDecay = 0.5f, DecayBiases = decayBiases },
                new GradientDescent(1f) { L1 = 0.5f, DecayBiases = decayBiases },
                new GradientDescent(1f) { L2 = 0.5f, DecayBiases = decayBiases },
#pragma warning disable ADJ0208 // The gradient is 0: the rate only scales the decay.
                new AdamW(1f) { WeightDecay = 0.5f, DecayBiases = decayBiases },
#pragma warning restore ADJ0208
            })
            {
                var block = new ParameterBlock<float>(layout, seed: 0);
                block.Span.Fill(1);
                optimizer.Step(block, new AlignedBuffer(3), Threads);
                Assert.Equal(expected, block.Span.ToArray());
            }
        }
    }

    [Fact]
    public void Neighbours_that_decay_alike_form_one_segment()
    {
        var layout = new ParameterLayout(
            "Net",
            Tensor("w1", 0, ParameterRole.Weight),
            Tensor("w2", 1, ParameterRole.Weight),
            Tensor("b", 2, ParameterRole.Bias),
            Tensor("s", 3, ParameterRole.Scale),
            Tensor("w3", 4, ParameterRole.Weight));
        Assert.Equal([new UpdateSegment(5, Decays: true)], UpdateSegment.Divide(layout, decayBiases: true));
        Assert.Equal([new UpdateSegment(2, true), new UpdateSegment(4, false), new UpdateSegment(5, true)], UpdateSegment.Divide(layout, decayBiases: false));
    }

    [Fact]
    public void A_gradient_within_the_norm_is_left_as_it_is() => Assert.Equal(
        [-3f, -4f],
        Step(new GradientDescent(1f) { ClipNorm = 5.1f }, [0, 0], [3, 4]));

    [Fact]
    public void A_gradient_beyond_the_norm_keeps_its_direction()
    {
        var w = Step(new GradientDescent(1f) { ClipNorm = 1 }, [0, 0], [3, 4]);
        Assert.Equal(-0.6f, w[0], 1e-6f);
        Assert.Equal(-0.8f, w[1], 1e-6f);
    }

    [Fact]
    public void Value_clipping_acts_after_norm_clipping()
    {
        var w = Step(new GradientDescent(1f) { ClipNorm = 1, ClipValue = 0.7f }, [0, 0], [3, 4]);
        Assert.Equal(-0.6f, w[0], 1e-6f);
        Assert.Equal(-0.7f, w[1], 1e-6f);
    }

    [Fact]
    public void Decay_and_penalties_are_not_clipped() => Assert.Equal(
        [100 - 0.5f - 50 - 1],
        Step(new GradientDescent(1f) { ClipValue = 0.5f, WeightDecay = 0.5f, L1 = 1 }, [100], [7]));

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(4_095)]
    [InlineData(4_097)]
    [InlineData(40_000)]
    public unsafe void The_norm_is_accurate_to_double_precision(int count)
    {
        var gradient = Blocks.Gradient(count, seed: 3);
        var expected = 0.0;
        foreach (var g in gradient.Span)
            expected += (double)g * g;
        expected = Math.Sqrt(expected);

        var sums = new double[GradientNorm<float>.Chunks(count)];
        fixed (double* room = sums)
        {
            var found = GradientNorm<float>.Of(gradient.Pointer, count, room, Threads);
            Assert.True(Math.Abs(found - expected) <= 1e-13 * expected, $"{count} values: expected {expected:G17}, found {found:G17}.");
            Assert.Equal(found, GradientNorm<float>.Of(gradient.Pointer, count, room, threads: 3));
        }
    }

    [Fact]
    public unsafe void The_norm_of_huge_components_does_not_overflow()
    {
        var gradient = new AlignedBuffer(20);
        gradient.Span.Fill(1e38f);
        double room;
        Assert.Equal(1e38 * Math.Sqrt(20), GradientNorm<float>.Of(gradient.Pointer, 20, &room, Threads), 1e33);
    }

    [Theory]
    [InlineData(1e30f)]
    [InlineData(3e38f)]
    [InlineData(1e-30f)]
    public void Huge_and_tiny_gradients_of_floats_are_clipped_to_the_norm(float size)
    {
        var w = Step(new GradientDescent(1f) { ClipNorm = 0.5f }, new float[19], [.. Enumerable.Repeat(size, 19)]);
        var expected = Math.Min(size, 0.5 / Math.Sqrt(19));
        Assert.All(w, each => Assert.Equal(-1, each / expected, 1e-5));
    }

    [Theory]
    [InlineData(1e30)]
    [InlineData(1e154)]
    [InlineData(1e300)]
    [InlineData(1.7e308)]
    public void Huge_gradients_of_doubles_are_clipped_to_the_norm(double size)
    {
        foreach (var threads in new[] { 1, 3 })
        {
            const int count = 10_007;
            var block = new ParameterBlock<double>(new ParameterLayout("Net", new ParameterInfo("w", [count], 0, ParameterRole.Weight, Initializer.Zeros, 1, 1, outputsTogether: 1)), seed: 0);
            var gradient = new AlignedBuffer<double>(count);
            gradient.Span.Fill(-size);
            gradient.Span[count - 1] = size / 3 * 2;
            using var optimizer = new GradientDescent(1f) { ClipNorm = 0.5f };
            optimizer.Step(block, gradient, threads);

            var norm = Math.Sqrt(count - 1 + 4 / 9.0);
            Assert.All(block.Span[..(count - 1)].ToArray(), each => Assert.Equal(0.5 / norm, each, 1e-14));
            Assert.Equal(-0.5 * 2 / 3 / norm, block.Span[count - 1], 1e-14);
        }
    }

    [Fact]
    public void A_NaN_or_an_infinity_is_not_clipped_but_refused()
    {
        Func<Optimizer>[] optimizers =
        [
            static () => new GradientDescent { Momentum = 0.5f, ClipValue = 1, L1 = 1 }, static () => new Adam { ClipNorm = 1 },
            static () => new RmsProp { Centered = true, ClipNorm = 1, ClipValue = 1 },
        ];
        float[] w = [.. Enumerable.Range(0, 19).Select(static i => i - 7.5f)];
        foreach (var create in optimizers)
        {
            foreach (var bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
            {
                var g = new float[19];
                g[5] = g[17] = bad;
                Assert.Equal(w, Step(create(), w, g));
            }
        }
    }

    private static float[] Step(Optimizer optimizer, float[] w, float[] g)
    {
        var block = Blocks.Create(w.Length);
        w.CopyTo(block.Span);
        var gradient = new AlignedBuffer(g.Length);
        g.CopyTo(gradient.Span);
        optimizer.Step(block, gradient, Threads);
        return block.Span.ToArray();
    }

    private static ParameterInfo Tensor(string name, int offset, ParameterRole role) =>
        new(name, [1], offset, role, Initializer.Zeros, fanIn: 1, fanOut: 1, outputsTogether: 1);
}
