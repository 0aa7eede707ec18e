using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Runs;

public sealed class EndingTests
{
    private static readonly TrainingData data = (Rows.Flowers(73), Rows.Flowers(29, seed: 2));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void A_cancelled_run_ends_after_the_step_and_returns_what_it_has(int steps)
    {
        using var cancellation = new CancellationTokenSource();
        if (steps == 0)
            cancellation.Cancel();
        var options = FitTests.Quiet() with { StepEnded = step => Cancel(step.Step + 1 == steps) };
        var run = Trainer.Fit(new Flowers(seed: 1), data, options, cancellation.Token);
        Assert.Equal((EndReason.Cancelled, steps), (run.Reason, run.History.Steps));

        void Cancel(bool now)
        {
            if (now)
                cancellation.Cancel();
        }
    }

    [Fact]
    public void A_run_ends_when_its_time_is_used_up()
    {
        var options = FitTests.Quiet() with { Epochs = 1_000_000, TimeLimit = TimeSpan.FromMilliseconds(50), StepEnded = static _ => Thread.Sleep(20) };
        var run = Trainer.Fit(new Flowers(seed: 1), data, options);
        Assert.Equal(EndReason.TimeLimit, run.Reason);
        Assert.InRange(run.History.Steps, 0, 3);
    }

    [Fact]
    public void Stopping_compares_with_the_best_and_not_with_the_epoch_before()
    {
        // It gets worse once, and is better than the epoch before each time after that, but never than the best.
        Scripted.Write(0.9, 0.1, 0.2, 0.3, 0.4, 0.5);
        var run = Trainer.Fit(new Flowers(seed: 1), data, FitTests.Quiet() with { Epochs = 6, Stop = EarlyStopping.After<Scripted>(3) });
        Assert.Equal((EndReason.Stopped, 4), (run.Reason, run.History.Epochs.Count));
    }

    [Fact]
    public void Stopping_does_not_end_a_run_that_gets_better()
    {
        Scripted.Write(0.1, 0.1, 0.2, 0.2, 0.3, 0.3);
        var run = Trainer.Fit(new Flowers(seed: 1), data, FitTests.Quiet() with { Epochs = 6, Stop = EarlyStopping.After<Scripted>(2) });
        Assert.Equal(EndReason.Completed, run.Reason);
    }

    /// <summary>Whether more or less is better follows from what is judged: nobody has to say it.</summary>
    [Fact]
    public void A_loss_that_falls_is_never_stopped_and_one_that_rises_is()
    {
        var validation = Rows.Flowers(29, seed: 2);
        var falling = Trainer.Fit(
            new Flowers(seed: 1),
            (Rows.Flowers(73), validation),
            FitTests.Quiet() with { Epochs = 20, Optimizer = new GradientDescent(0.05f), Stop = EarlyStopping.After(1) });
        Assert.Equal((EndReason.Completed, 20), (falling.Reason, falling.History.Epochs.Count));
        // Labels of other rows: what is learnt makes the loss over the validation part larger.
        var wrong = new Dataset(new float[5 * 29], 5, [.. Enumerable.Range(0, 29).Select(row => 2 - validation.Label(row))]);
        var rising = Trainer.Fit(
            new Flowers(seed: 1),
            (Rows.Flowers(73), wrong),
            FitTests.Quiet() with { Epochs = 20, Optimizer = new GradientDescent(0.5f), Stop = EarlyStopping.After<LogLoss>(2) });
        Assert.Equal(EndReason.Stopped, rising.Reason);
        Assert.Equal(rising.History.Epochs.MinBy(static epoch => epoch.ValidationLoss)!.Epoch, rising.History.Epochs.Count - 3);
    }

    [Fact]
    public void A_value_that_is_no_number_is_never_the_best()
    {
        Scripted.Write(double.NaN, 0.2, double.NaN);
        var run = Trainer.Fit(new Flowers(seed: 1), data, FitTests.Quiet() with { Epochs = 3, Keep = Best.Of<Scripted>() });
        Assert.Equal(1, run.Best!.Epoch);
    }

    [Theory]
    [InlineData("end")]
    [InlineData("stop")]
    [InlineData("cancel")]
    [InlineData("callback")]
    public void The_best_weights_are_in_the_network_however_the_run_ends(string how)
    {
        Scripted.Write(0.1, 0.9, 0.5, 0.5, 0.5, 0.5);
        using var cancellation = new CancellationTokenSource();
        var network = new Flowers(seed: 1);
        byte[] best = [];
        var options = FitTests.Quiet() with
        {
            Epochs = 4,
            Keep = Best.Of<Scripted>(),
            Stop = how == "stop" ? EarlyStopping.After<Scripted>(1) : null,
            EpochEnded = epoch =>
            {
                if (epoch.Epoch == 1)
                    best = Bits.Of(network);
                if (epoch.Epoch == 2 && how == "cancel")
                    cancellation.Cancel();
                if (epoch.Epoch == 2 && how == "callback")
                    throw new NotSupportedException("enough");
            },
        };
        if (how == "callback")
        {
            Assert.Equal("enough", Assert.Throws<NotSupportedException>(() => Trainer.Fit(network, data, options)).Message);
            Assert.Equal(best, Bits.Of(network));
            return;
        }
        var run = Trainer.Fit(network, data, options, cancellation.Token);
        Assert.Equal(best, Bits.Of(network));
        Assert.Equal(1, run.Best!.Epoch);
        run.Last.CopyTo(network);
        Assert.NotEqual(best, Bits.Of(network));
    }

    [Fact]
    public void Without_a_best_the_last_weights_remain()
    {
        var (network, other) = (new Flowers(seed: 1), new Flowers(seed: 1));
        var run = Trainer.Fit(network, data, FitTests.Quiet() with { Keep = Best.None });
        Assert.Null(run.Best);
        run.Last.CopyTo(other);
        Assert.Equal(Bits.Of(other), Bits.Of(network));
    }

    [Fact]
    public async Task An_exception_in_a_callback_reaches_who_awaits_the_run()
    {
        var options = FitTests.Quiet() with { StepEnded = static _ => throw new NotSupportedException("enough") };
        await Assert.ThrowsAsync<NotSupportedException>(() => Trainer.FitAsync(new Flowers(seed: 1), data, options));
    }

    [Fact]
    public void The_average_of_the_weights_is_what_is_judged_and_remains()
    {
        var (plain, averaged) = (new Normalised(seed: 1), new Normalised(seed: 1));
        var mean = new float[plain.Parameters.Length];
        plain.Parameters.CopyTo(mean);
        var options = FitTests.Quiet() with { Epochs = 2, BatchSize = 10 };
        Trainer.Fit(plain, Rows.Flowers(50), options with
        {
            StepEnded = step =>
            {
                var share = (float)Math.Min(0.9, (1.0 + step.Step) / (10 + step.Step));
                for (var i = 0; i < mean.Length; i++)
                    mean[i] = share * mean[i] + (float)(1 - (double)share) * plain.Parameters[i];
            },
        });
        var run = Trainer.Fit(averaged, (Rows.Flowers(50), Rows.Flowers(29, seed: 2)), options with { Optimizer = new Adam(0.01f), AverageWeights = 0.9, Keep = Best.None });
        for (var i = 0; i < mean.Length; i++)
            Assert.Equal(mean[i], averaged.Parameters[i], 1e-5f);
        Assert.Equal(averaged.Evaluate(Rows.Flowers(29, seed: 2)).Loss, run.History.Epochs[^1].ValidationLoss!.Value);
        run.Last.CopyTo(averaged);
        Assert.Equal(Bits.Of(plain), Bits.Of(averaged));
    }
}
