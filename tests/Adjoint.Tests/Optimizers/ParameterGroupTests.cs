using Adjoint.Runtime;

namespace Adjoint.Tests.Optimizers;

/// <summary>Groups of tensors that are trained more slowly, decay otherwise, or keep their values.</summary>
public sealed class ParameterGroupTests
{
    private const int Steps = 5;

    /// <summary>Lengths that are no multiples of a register, and one that takes several chunks.</summary>
    private static readonly int[] Lengths = [37, 5, 20_003, 3, 19];

    /// <summary>Where the tensor numbered 2 lies.</summary>
    private static readonly Range Second = 42..20_045;

    [Theory, MemberData(nameof(EveryOptimizer.Names), MemberType = typeof(EveryOptimizer))]
    public void A_frozen_tensor_keeps_its_values_and_does_not_count(string name)
    {
        var (block, alone) = (Blocks.Create(Lengths), Blocks.Create(Lengths));
        var before = block.Span[Second].ToArray();
        using var optimizer = EveryOptimizer.Create(name, new ParameterGroup("tensor2") { Frozen = true });
        using var reference = EveryOptimizer.Create(name);
        for (var step = 0; step < Steps; step++)
        {
            var gradient = Blocks.Gradient(block.Layout.Count, step);
            gradient.Span[Second].Fill(float.NaN);
            Assert.True(optimizer.Step(block, gradient, threads: 2));
            gradient.Span[Second].Clear();
            Assert.True(reference.Step(alone, gradient, threads: 1));
        }
        Assert.Equal(before, block.Span[Second].ToArray());
        Assert.All(optimizer.Moments, static moment => Assert.False(moment.Span[Second].ContainsAnyExcept(0)));
        var isClipped = name == "plain";
        AssertEqual(alone.Span[..Second.Start.Value], block.Span[..Second.Start.Value], isClipped);
        AssertEqual(alone.Span[Second.End.Value..], block.Span[Second.End.Value..], isClipped);
    }

    [Theory, MemberData(nameof(EveryOptimizer.Names), MemberType = typeof(EveryOptimizer))]
    public void Groups_that_change_nothing_change_no_bit(string name)
    {
        var (block, plain) = (Blocks.Create(Lengths), Blocks.Create(Lengths));
        using var optimizer = EveryOptimizer.Create(name, new("tensor1"), new("*or3") { RateFactor = 1 });
        using var reference = EveryOptimizer.Create(name);
        for (var step = 0; step < Steps; step++)
        {
            Assert.True(optimizer.Step(block, Blocks.Gradient(block.Layout.Count, step), threads: 2));
            Assert.True(reference.Step(plain, Blocks.Gradient(block.Layout.Count, step), threads: 1));
        }
        Assert.Equal(plain.Span.ToArray(), block.Span.ToArray());
    }

    [Fact]
    public void A_group_has_a_rate_and_a_decay_of_its_own()
    {
        var (block, fast, slow) = (Blocks.Create(Lengths), Blocks.Create(Lengths), Blocks.Create(Lengths));
        using var optimizer = new AdamW(0.02f) { WeightDecay = 0.1f, Groups = [new("tensor2") { RateFactor = 0.5f, WeightDecay = 0.3f }] };
        using var whole = new AdamW(0.02f) { WeightDecay = 0.1f };
        using var half = new AdamW(0.01f) { WeightDecay = 0.3f };
        for (var step = 0; step < Steps; step++)
        {
            var gradient = Blocks.Gradient(block.Layout.Count, step);
            Assert.True(optimizer.Step(block, gradient, threads: 2) && whole.Step(fast, gradient, threads: 1) && half.Step(slow, gradient, threads: 1));
        }
        Assert.Equal(slow.Span[Second].ToArray(), block.Span[Second].ToArray());
        Assert.Equal(fast.Span[..Second.Start].ToArray(), block.Span[..Second.Start].ToArray());
        Assert.Equal(fast.Span[Second.End..].ToArray(), block.Span[Second.End..].ToArray());
    }

    [Fact]
    public void Doubles_have_groups_too()
    {
        var layout = new ParameterLayout("Net", Tensor("a.weight", 0, isTrained: true), Tensor("b.weight", 1, isTrained: true));
        var block = new ParameterBlock<double>(layout, seed: 0);
        block.Span.Fill(1);
        using var optimizer = new GradientDescent(0.1f) { Groups = [new("b.*") { RateFactor = 0.1f }] };
        var gradient = new AlignedBuffer<double>(2);
        gradient.Span.Fill(1);
        Assert.True(optimizer.Step(block, gradient, threads: 1));
        Assert.Equal([0.9, 0.99], block.Span.ToArray());
    }

    [Fact]
    public void The_first_pattern_that_fits_decides()
    {
        var block = Blocks.Create(1, 1, 1);
        var before = block.Span.ToArray();
        using var optimizer = new GradientDescent(1f) { Groups = [new("tensor1"), new("*") { Frozen = true }] };
        var gradient = new AlignedBuffer(3);
        gradient.Span.Fill(1);
        Assert.True(optimizer.Step(block, gradient, threads: 1));
        Assert.Equal([before[0], before[1] - 1, before[2]], block.Span.ToArray());
    }

    [Fact]
    public void A_gradient_that_is_zero_in_most_places_is_treated_as_any_other()
    {
        var (block, dense) = (Blocks.Create(Lengths), Blocks.Create(Lengths));
        var gradient = new AlignedBuffer(block.Layout.Count);
        gradient.Span[100..119].Fill(1);
        ParameterGroup[] groups = [new("tensor2") { RateFactor = 0.25f }, new("tensor0") { WeightDecay = 0.5f }];
        using var optimizer = new GradientDescent(0.5f) { Groups = groups };
        using var reference = new GradientDescent(0.5f) { Groups = groups };
        Assert.True(optimizer.Step(block, gradient, [100, 119], threads: 1) && reference.Step(dense, gradient, threads: 1));
        Assert.Equal(dense.Span.ToArray(), block.Span.ToArray());
        Assert.NotEqual(Blocks.Create(Lengths).Span[0], block.Span[0]);
    }

    [Theory, MemberData(nameof(EveryOptimizer.Names), MemberType = typeof(EveryOptimizer))]
    public void Rows_of_a_table_that_no_token_names_are_left_where_there_are_groups_too(string name)
    {
        // In the order of tokens: two rows in the frozen tensor, one across two tensors, one in the slow tensor.
        int[] touched = [20_050, 20_060, 45, 50, 30, 44, 1_000, 1_007];
        ParameterGroup[] groups = [new("tensor2") { Frozen = true }, new("tensor1") { RateFactor = 0.25f }];
        var (block, dense) = (Blocks.Create(Lengths), Blocks.Create(Lengths));
        using var optimizer = EveryOptimizer.Create(name, groups);
        using var reference = EveryOptimizer.Create(name, groups);
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new AlignedBuffer(block.Layout.Count);
            for (var i = 0; i < touched.Length; i += 2)
                gradient.Span[touched[i]..touched[i + 1]].Fill(0.5f + step);
            gradient.Span[1_003] = float.NaN;
            Assert.True(optimizer.Step(block, gradient, touched, threads: 2));
            Assert.True(reference.Step(dense, gradient, threads: 1));
        }
        Assert.Equal(dense.Span.ToArray(), block.Span.ToArray());
        Assert.Equal(Blocks.Create(Lengths).Span[Second].ToArray(), block.Span[Second].ToArray());
        Assert.NotEqual(Blocks.Create(Lengths).Span[41], block.Span[41]);
    }

    [Fact]
    public void A_gradient_in_frozen_tensors_alone_moves_nothing()
    {
        var block = Blocks.Create(Lengths);
        var gradient = new AlignedBuffer(block.Layout.Count);
        gradient.Span[100..119].Fill(float.NaN);
        using var optimizer = new GradientDescent(0.5f) { Groups = [new("tensor2") { Frozen = true }] };
        Assert.True(optimizer.Step(block, gradient, [100, 119], threads: 1));
        Assert.Equal(Blocks.Create(Lengths).Span.ToArray(), block.Span.ToArray());
    }

    [Fact]
    public void Only_what_is_trained_must_be_finite()
    {
        var block = Blocks.Create(Lengths);
        var before = block.Span.ToArray();
        using var optimizer = new Adam { Groups = [new("tensor2") { Frozen = true }] };
        var gradient = Blocks.Gradient(block.Layout.Count, seed: 0);
        gradient.Span[^1] = float.NaN;
        Assert.False(optimizer.Step(block, gradient, threads: 1));
        Assert.Equal(before, block.Span.ToArray());
        Assert.Equal(0, optimizer.Steps);
    }

    [Theory]
    [InlineData("body.*", "The pattern 'body.*' of a parameter group fits no tensor of network 'Net'; its first is 'a.weight', and Layout names them all. No step was taken.")]
    [InlineData("c.*", "The pattern 'c.*' of a parameter group fits only tensors of network 'Net' that are not trained anyway, such as 'c.weight'; remove the group. No step was taken.")]
    [InlineData("*", "The groups of the optimizer freeze all of network 'Net', so there is nothing to train. Leave a tensor out of them.")]
    public void A_group_without_sense_is_refused_before_the_first_step(string pattern, string message)
    {
        var layout = new ParameterLayout("Net", Tensor("a.weight", 0, isTrained: true), Tensor("b.weight", 1, isTrained: true), Tensor("c.weight", 2, isTrained: false));
        var block = new ParameterBlock<float>(layout, seed: 0);
        using var optimizer = new Adam { Groups = [new(pattern) { Frozen = true }] };
        for (var attempt = 0; attempt < 2; attempt++)
            Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => optimizer.Step(block, new AlignedBuffer(2), threads: 1)).Message);
        Assert.Equal([0f, 0, 0], block.All.ToArray());
        Assert.Equal(0, optimizer.Steps);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(static () => new ParameterGroup(""));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ParameterGroup("*") { RateFactor = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ParameterGroup("*") { WeightDecay = float.NaN });
        Assert.Throws<ArgumentNullException>(static () => new Adam { Groups = null! });
        Assert.Throws<ArgumentNullException>(static () => new Adam { Groups = [null!] });
    }

    /// <summary>The norm of a clipped gradient is summed part by part.</summary>
    private static void AssertEqual(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, bool isClipped)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], isClipped ? 1e-6f : 0);
    }

    private static ParameterInfo Tensor(string name, int offset, bool isTrained) =>
        new(name, [1], offset, ParameterRole.Weight, Initializer.Zeros, fanIn: 1, fanOut: 1, outputsTogether: 1) { IsTrained = isTrained };
}
