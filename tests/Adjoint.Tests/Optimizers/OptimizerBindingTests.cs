using Adjoint.Runtime;

namespace Adjoint.Tests.Optimizers;

public class OptimizerBindingTests
{
    [Fact]
    public void An_optimizer_refuses_a_second_network_and_names_both()
    {
        using var optimizer = new Adam();
        optimizer.Step(Blocks.Create("Encoder", [5]), Blocks.Gradient(5, seed: 1), threads: 1);
        var stranger = Blocks.Create("Decoder", [5]);
        var before = stranger.Span.ToArray();
        var moments = optimizer.Moments[0].Span.ToArray();

        var error = Assert.Throws<InvalidOperationException>(() => optimizer.Step(stranger, Blocks.Gradient(5, seed: 1), threads: 1));

        Assert.Contains("Encoder", error.Message, StringComparison.Ordinal);
        Assert.Contains("Decoder", error.Message, StringComparison.Ordinal);
        Assert.Contains("Create one optimizer per network", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, stranger.Span.ToArray());
        Assert.Equal(moments, optimizer.Moments[0].Span.ToArray());
        Assert.Equal(1, optimizer.Steps);
    }

    [Fact]
    public void Another_instance_of_the_same_network_is_foreign_too()
    {
        using var optimizer = new Adam();
        optimizer.Bind(Blocks.Create("Net", [5]));
        var error = Assert.Throws<InvalidOperationException>(() => optimizer.Bind(Blocks.Create("Net", [5])));
        Assert.Contains("another instance of 'Net'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_gradient_that_is_not_finite_is_refused_and_changes_nothing(float bad)
    {
        foreach (var optimizer in new Optimizer[] { new Adam(), new Adam { ClipNorm = 1 }, new GradientDescent { Momentum = 0.9f, ClipValue = 1 }, new RmsProp { Centered = true } })
        {
            var (block, gradient) = (Blocks.Create(37), Blocks.Gradient(37, seed: 1));
            Assert.True(optimizer.Step(block, gradient, threads: 1));
            var (before, moments) = (block.Span.ToArray(), optimizer.Moments.Select(static m => m.Span.ToArray()).ToList());
            gradient.Span[36] = bad;
            Assert.False(optimizer.Step(block, gradient, threads: 1));
            Assert.Equal(before, block.Span.ToArray());
            Assert.Equal(moments, optimizer.Moments.Select(static m => m.Span.ToArray()));
            Assert.Equal(1, optimizer.Steps);
            optimizer.Dispose();
        }
    }

    [Fact]
    public void Binding_allocates_once_and_takes_no_step()
    {
        var block = Blocks.Create(5);
        var before = block.Span.ToArray();
        using var optimizer = new Adam();
        optimizer.Bind(block);
        var moments = optimizer.Moments;
        optimizer.Bind(block);

        Assert.Same(moments, optimizer.Moments);
        Assert.Equal(0, optimizer.Steps);
        Assert.Equal(before, block.Span.ToArray());
    }

    [Fact]
    public void Only_the_moments_that_the_settings_need_are_allocated()
    {
        Assert.Equal(0, MomentsOf(new GradientDescent()));
        Assert.Equal(1, MomentsOf(new GradientDescent { Momentum = 0.9f }));
        Assert.Equal(2, MomentsOf(new Adam()));
        Assert.Equal(2, MomentsOf(new AdamW()));
        Assert.Equal(1, MomentsOf(new RmsProp()));
        Assert.Equal(2, MomentsOf(new RmsProp { Momentum = 0.9f }));
        Assert.Equal(2, MomentsOf(new RmsProp { Centered = true }));
        Assert.Equal(3, MomentsOf(new RmsProp { Centered = true, Momentum = 0.9f }));
    }

    [Fact]
    public void After_disposal_every_step_is_refused()
    {
        var block = Blocks.Create(5);
        var gradient = Blocks.Gradient(5, seed: 1);
        var optimizer = new Adam();
        optimizer.Step(block, gradient, threads: 1);
        var before = block.Span.ToArray();
        optimizer.Dispose();
        optimizer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => optimizer.Step(block, gradient, threads: 1));
        Assert.Throws<ObjectDisposedException>(() => optimizer.Bind(block));
        Assert.Equal(before, block.Span.ToArray());
    }

    [Fact]
    public void A_gradient_that_is_too_short_is_refused_before_anything_is_written()
    {
        var block = Blocks.Create(5);
        var before = block.Span.ToArray();
        using var optimizer = new Adam();
        var error = Assert.Throws<ArgumentException>(() => optimizer.Step(block, new AlignedBuffer(4), threads: 1));

        Assert.Contains("'Net' has 5 parameters; the gradient has 4", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, block.Span.ToArray());
        Assert.Equal(0, optimizer.Steps);
    }

    private static int MomentsOf(Optimizer optimizer)
    {
        optimizer.Bind(Blocks.Create(5));
        return optimizer.Moments.Count;
    }
}
