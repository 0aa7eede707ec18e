using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Runs;

public sealed class AccumulationTests
{
    /// <summary>300 rows are two steps of 128 and one of 44: a batch of 32 and one of 12.</summary>
    private const int RowCount = 300;

    [Fact]
    public void Four_batches_of_32_are_one_of_128_with_class_weights_ignored_rows_and_a_short_rest()
    {
        var data = Rows.Flowers(RowCount, ignored: 0.4);
        var (large, small) = (new DoubleFlowers(seed: 1), new DoubleFlowers(seed: 1));
        var ofLarge = Trainer.Fit(large, data, Options(128, 1));
        var ofSmall = Trainer.Fit(small, data, Options(32, 4));
        Assert.Equal(9, ofSmall.History.Steps);
        for (var i = 0; i < large.Parameters.Length; i++)
            Assert.Equal(large.Parameters[i], small.Parameters[i], 1e-12);
        foreach (var (one, other) in ofLarge.History.Losses.ToArray().Zip(ofSmall.History.Losses.ToArray()))
            Assert.Equal(one, other, 1e-12);
        Assert.Equal(ofLarge.History.Epochs[^1].RunningLoss, ofSmall.History.Epochs[^1].RunningLoss, 1e-12);
    }

    [Fact]
    public void A_mean_of_the_batches_gradients_would_be_something_else()
    {
        var data = Rows.Flowers(64, ignored: 0.4);
        ITrainable network = new DoubleFlowers(seed: 1);
        var (whole, part, sum) = (new GradientBuffer(network), new GradientBuffer(network), new GradientBuffer(network));
        network.Gradient(data.ToBatch(), whole);
        foreach (var batch in new MiniBatches(data, 32, shuffle: false).Epoch(0))
        {
            network.Gradient(batch, part);
            sum.Add(part, 0.5);
        }
        Assert.NotEqual(whole.Values<double>()[0], sum.Values<double>()[0], 1e-6);
    }

    [Fact]
    public void Several_losses_that_count_rows_alike_are_added_up()
    {
        var (large, small) = (new Player(seed: 1), new Player(seed: 1));
        Trainer.Fit(large, Rows.Games(RowCount), Options(128, 1));
        Trainer.Fit(small, Rows.Games(RowCount), Options(32, 4));
        for (var i = 0; i < large.Parameters.Length; i++)
            Assert.Equal(large.Parameters[i], small.Parameters[i], 1e-5f);
    }

    [Fact]
    public void Several_losses_that_count_rows_differently_are_refused()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Trainer.Fit(new Player(seed: 1), Rows.Games(RowCount, ignores: true), Options(32, 4)));
        Assert.Contains("The 2 losses of 'Player' count the rows of a batch differently", fault.Message);
        Assert.Contains("Accumulate = 1", fault.Message);
    }

    [Fact]
    public void Clipping_acts_on_the_whole_gradient()
    {
        var data = Rows.Flowers(RowCount, ignored: 0.4);
        var (large, small) = (new DoubleFlowers(seed: 1), new DoubleFlowers(seed: 1));
        Trainer.Fit(large, data, Options(128, 1) with { Optimizer = new GradientDescent(0.5f) { ClipNorm = 0.05f } });
        Trainer.Fit(small, data, Options(32, 4) with { Optimizer = new GradientDescent(0.5f) { ClipNorm = 0.05f } });
        for (var i = 0; i < large.Parameters.Length; i++)
            Assert.Equal(large.Parameters[i], small.Parameters[i], 1e-12);
    }

    private static TrainingOptions Options(int batchSize, int accumulate) =>
        FitTests.Quiet() with { Epochs = 3, BatchSize = batchSize, Accumulate = accumulate, Optimizer = new GradientDescent(0.1f) { Momentum = 0.9f } };
}
