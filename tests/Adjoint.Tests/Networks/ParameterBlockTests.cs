using Adjoint.Runtime;
using Adjoint.Tests.Files;

namespace Adjoint.Tests.Networks;

/// <summary>Values are drawn when they are first asked for, and never where a file gives them.</summary>
public sealed class ParameterBlockTests
{
    [Fact]
    public void A_network_that_is_loaded_draws_no_values()
    {
        // Drawing would divide by a fan-in of 0, which is refused.
        var block = new ParameterBlock<float>(Layout(Initializer.KaimingUniform, fanIn: 0), seed: 1);
        TinyNetwork.Load(Saved(), block);
        Assert.Equal([1, 2, 3, 4, 5], block.Span.ToArray());

        var undrawn = new ParameterBlock<float>(block.Layout, seed: 1);
        Assert.Throws<ArgumentException>(() => undrawn.Span.Clear());
    }

    [Fact]
    public void A_refused_load_leaves_the_values_to_be_drawn()
    {
        var expected = new ParameterBlock<float>(Layout(), seed: 7).Span.ToArray();
        var block = new ParameterBlock<float>(Layout(), seed: 7);
        Assert.Throws<ModelFileException>(() => TinyNetwork.Load(Saved(float.NaN), block));
        Assert.Equal(expected, block.Span.ToArray());
    }

    [Fact]
    public void Loading_replaces_values_that_were_drawn()
    {
        var block = new ParameterBlock<float>(Layout(), seed: 7);
        Assert.NotEqual(0, block.Span[0]);
        TinyNetwork.Load(Saved(), block);
        Assert.Equal([1, 2, 3, 4, 5], block.Span.ToArray());
    }

    [Fact]
    public void Threads_that_ask_first_at_once_all_see_the_drawn_values()
    {
        var layout = new ParameterLayout("Wide", new ParameterInfo("w", [100_003], 0, ParameterRole.Weight, Initializer.KaimingNormal, 3, 3, outputsTogether: 1));
        var expected = new ParameterBlock<float>(layout, seed: 7).Span.ToArray();
        for (var round = 0; round < 20; round++)
        {
            var block = new ParameterBlock<float>(layout, seed: 7);
            Parallel.For(0, 8, thread => Assert.True(block.Span.SequenceEqual(expected), $"Thread {thread} of round {round} saw other values."));
        }
    }

    private static ParameterLayout Layout(Initializer initializer = Initializer.KaimingUniform, int fanIn = 3) =>
        new("Five", new ParameterInfo("w", [5], 0, ParameterRole.Weight, initializer, fanIn, 1, outputsTogether: 1));

    private static byte[] Saved(float first = 1)
    {
        var block = new ParameterBlock<float>(Layout(Initializer.Zeros), seed: 0);
        block.View(0).CopyFrom([first, 2, 3, 4, 5]);
        return TinyNetwork.Saved(block);
    }
}
