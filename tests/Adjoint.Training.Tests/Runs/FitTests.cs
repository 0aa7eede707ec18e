using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Runs;

public sealed class FitTests
{
    [Fact]
    public async Task A_run_is_the_plain_loop_bit_by_bit()
    {
        var data = Rows.Flowers(73);
        var (plain, fitted) = (new Dropping(seed: 3), new Dropping(seed: 3));
        using var optimizer = new Adam(0.01f);
        var batches = new MiniBatches(data, 11, seed: 5);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
                plain.TrainStep(batch, optimizer);
        }
        var run = await Trainer.FitAsync(fitted, data, new() { Epochs = 3, BatchSize = 11, Seed = 5, Optimizer = new Adam(0.01f), Display = ProgressDisplay.None });
        Assert.Equal(Bits.Of(plain), Bits.Of(fitted));
        Assert.Same(fitted, run.Network);
        Assert.Equal(EndReason.Completed, run.Reason);
        Assert.Equal((3, 21), (run.History.Epochs.Count, run.History.Steps));
    }

    /// <summary>Neither the masks of dropout nor the statistics of batch normalisation know of the rows that are judged, and augmentation draws what it draws without them.</summary>
    [Fact]
    public void Judging_and_keeping_the_best_do_not_change_what_is_learnt()
    {
        Same(static () => new Dropping(seed: 3));
        Same(static () => new Normalised(seed: 3));

        static void Same<TNetwork>(Func<TNetwork> create)
            where TNetwork : class, ITrainable
        {
            var (data, alone, judged) = (Rows.Flowers(73), create(), create());
            var options = Quiet() with { Augmentation = Augmentation.For(1, 1, 5).HorizontalFlip(), Sampling = Sampling.Balanced() };
            Trainer.Fit(alone, data, options);
            var run = Trainer.Fit(
                judged, (data, Rows.Flowers(41, seed: 2)),
                options with { Optimizer = new Adam(0.01f), Keep = Best.Of<Accuracy>(), MeasureTraining = true, Progress = new Progress<TrainingProgress>() });
            run.Last.CopyTo(judged);
            Assert.Equal(Bits.Of(alone), Bits.Of(judged));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Several_inputs_and_targets_and_doubles_are_trained(bool doubles)
    {
        Run run = doubles
            ? Trainer.Fit(new DoubleFlowers(seed: 1), Rows.Flowers(73).Split(0.7, seed: 1), Quiet() with { Keep = Best.Of<Accuracy>() })
            : Trainer.Fit(new Player(seed: 1), Rows.Games(73).Split(0.7, seed: 1), Quiet() with { Keep = Best.Of<Accuracy>() });
        Assert.True(run.History.Epochs[^1].RunningLoss < run.History.Epochs[0].RunningLoss);
        Assert.Equal(run.History.Epochs.Max(static epoch => epoch.Of<Accuracy>()), run.Best!.Of<Accuracy>());
    }

    [Fact]
    public void The_running_loss_is_a_mean_over_what_counts_and_not_over_batches()
    {
        // A learning rate of 0: every batch is judged by the same network.
        var data = Rows.Flowers(73, ignored: 0.3);
        var network = new WeighedFlowers(seed: 2);
        var run = Trainer.Fit(network, data, Quiet() with { Epochs = 1, Optimizer = new GradientDescent(0), MeasureTraining = true });
        var whole = network.Evaluate(data).Loss;
        Assert.Equal(whole, run.History.Epochs[0].RunningLoss, 1e-6);
        Assert.Equal(whole, run.History.Epochs[0].TrainingLoss!.Value, 1e-9);
        Assert.NotEqual(whole, run.History.Losses.ToArray().Average(), 1e-4);
    }

    /// <summary>The mean of the losses while learning is of many networks, and of dropout's masks; next to a validation loss it says little.</summary>
    [Fact]
    public void The_loss_over_the_training_part_is_that_of_the_network_at_the_end_of_the_epoch()
    {
        var (network, data, losses) = (new Dropping(seed: 2), Rows.Flowers(73), new List<double>());
        var options = Quiet() with { MeasureTraining = true, EpochEnded = _ => losses.Add(network.Evaluate(data).Loss) };
        var run = Trainer.Fit(network, data, options);
        Assert.Equal(losses, run.History.Epochs.Select(static epoch => epoch.TrainingLoss!.Value));
        Assert.All(run.History.Epochs, static epoch => Assert.NotEqual(epoch.TrainingLoss!.Value, epoch.RunningLoss, 1e-3));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(40)]
    public void Validation_does_not_depend_on_how_rows_are_batched(int batchSize)
    {
        var (network, rows) = (new WeighedFlowers(seed: 2), Rows.Flowers(1100, seed: 4, ignored: 0.2));
        var run = Trainer.Fit(network, (Rows.Flowers(40), rows), Quiet() with { Epochs = 1, BatchSize = batchSize, Optimizer = new GradientDescent(0), Metrics = [new Accuracy(), new F1()] });
        var (expected, epoch) = (network.Evaluate(rows), run.History.Epochs[0]);
        Assert.Equal(epoch.Of<F1>(), expected.MacroF1, 1e-14);
        Assert.Equal((expected.Loss, expected.Accuracy), (epoch.ValidationLoss!.Value, epoch.Of<Accuracy>()));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var options = Quiet() with { Epochs = 1, BatchSize = 3, StepEnded = null };
        long Allocated(int rows)
        {
            var loop = new TrainingLoop(new Flowers(seed: 1), Rows.Flowers(rows), options with { Optimizer = new Adam(0.01f) });
            var before = GC.GetAllocatedBytesForCurrentThread();
            loop.Run(default);
            // The history of the steps is laid out when an epoch begins: a double and a float each.
            return GC.GetAllocatedBytesForCurrentThread() - before - rows / 3 * 12;
        }
        Allocated(30);
        Assert.Equal(Allocated(30), Allocated(3000), 64.0);
    }

    internal static TrainingOptions Quiet() => new() { Epochs = 5, BatchSize = 11, Seed = 5, Optimizer = new Adam(0.01f), Display = ProgressDisplay.None };
}
