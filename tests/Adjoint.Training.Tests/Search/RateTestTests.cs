using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Search;

public sealed class RateTestTests
{
    [Fact]
    public void The_network_is_bit_for_bit_as_it_was()
    {
        var (network, other) = (new Normalised(seed: 1) { TrainingStep = 5 }, new Normalised(seed: 1) { TrainingStep = 5 });
        var before = Bits.Of(network);
        var test = Trainer.FindRate(network, Rows.Flowers(66));
        Assert.True(test.Points.Count > 20);
        Assert.Equal(before, Bits.Of(network));
        Assert.Equal(5, network.TrainingStep);
        // What is trained afterwards is what is trained without.
        Trainer.Fit(network, Rows.Flowers(66), Runs.FitTests.Quiet());
        Trainer.Fit(other, Rows.Flowers(66), Runs.FitTests.Quiet());
        Assert.Equal(Bits.Of(other), Bits.Of(network));
    }

    [Fact]
    public void The_suggestion_is_a_rate_that_trains_well()
    {
        var data = Rows.Flowers(400);
        var test = Trainer.FindRate(new Flowers(seed: 1), data, new() { Optimizer = static rate => new GradientDescent(rate), BatchSize = 50 });
        Assert.InRange(test.Suggestion!.Value, 0.01f, 10f);
        var fast = Trainer.Fit(new Flowers(seed: 1), data, Runs.FitTests.Quiet() with { Optimizer = new GradientDescent(test.Suggestion.Value) });
        var slow = Trainer.Fit(new Flowers(seed: 1), data, Runs.FitTests.Quiet() with { Optimizer = new GradientDescent(test.Suggestion.Value / 1000) });
        Assert.True(fast.History.Epochs[^1].RunningLoss < slow.History.Epochs[^1].RunningLoss);
        Assert.Contains("Suggested learning rate: ", test.ToString());
    }

    [Fact]
    public void Rates_rise_at_equal_ratios_until_the_loss_explodes()
    {
        var test = Trainer.FindRate(new Line(seed: 1), Rows.Curves(73), new() { MinRate = 1e-3f, MaxRate = 1e3f, Steps = 61, Optimizer = static rate => new GradientDescent(rate) });
        Assert.InRange(test.Points.Count, 20, 60);
        for (var i = 0; i < test.Points.Count; i++)
            Assert.Equal(1e-3 * Math.Pow(10, 0.1 * i), test.Points[i].Rate, 1e-5 * test.Points[i].Rate);
    }

    [Fact]
    public void A_loss_that_never_falls_has_no_suggestion()
    {
        var test = Trainer.FindRate(new Line(seed: 1), Rows.Curves(73), new() { Optimizer = static rate => new GradientDescent(rate.Scale(0)) , Steps = 3 });
        Assert.Null(test.Suggestion);
        Assert.StartsWith("The loss does not fall at any rate", test.ToString());
    }

    [Fact]
    public void Learning_a_batch_by_heart_leaves_everything_as_it_was()
    {
        var (network, options) = (new Flowers(seed: 1), Runs.FitTests.Quiet() with { Epochs = 200, Optimizer = new Adam(0.05f) });
        var before = Bits.Of(network);
        var history = Trainer.Overfit(network, Rows.Flowers(73), options, batches: 2);
        Assert.Equal((400, true), (history.Steps, history.Losses[^1] < 0.05 * history.Losses[0]));
        Assert.Equal(before, Bits.Of(network));
        AsNew(options.Optimizer);
    }

    [Fact]
    public void A_rehearsal_goes_through_everything_and_leaves_it_as_it_was()
    {
        using var folder = new ScratchDirectory();
        var (network, steps, epochs) = (new Normalised(seed: 1), 0, 0);
        var before = Bits.Of(network);
        var options = Runs.FitTests.Quiet() with { Keep = Best.Of<Accuracy>(), Checkpoints = folder.Path, StepEnded = _ => steps++, EpochEnded = _ => epochs++, AverageWeights = 0.9 };
        Trainer.Rehearse(network, (Rows.Flowers(1000), Rows.Flowers(500)), options);
        Assert.Equal((4, 2), (steps, epochs));
        Assert.Equal(before, Bits.Of(network));
        Assert.Empty(folder.Names);
        AsNew(options.Optimizer);
        Assert.Throws<NotSupportedException>(() => Trainer.Rehearse(network, Rows.Flowers(1000), Runs.FitTests.Quiet() with { EpochEnded = static _ => throw new NotSupportedException() }));
        Assert.Equal(before, Bits.Of(network));
    }

    private static void AsNew(Optimizer optimizer)
    {
        Assert.Equal((0, 1f), (optimizer.Steps, optimizer.RateFactor));
        Assert.Null(optimizer.Run);
        Assert.All(Bits.Of(optimizer), static value => Assert.Equal(0, value));
    }
}
