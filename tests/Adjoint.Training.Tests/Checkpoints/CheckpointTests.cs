using System.Text;
using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Runs;

namespace Adjoint.Training.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private static readonly TrainingData data = (Rows.Flowers(73), Rows.Flowers(29, seed: 2));
    private readonly ScratchDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(14)]
    [InlineData(20)]
    [InlineData(24)]
    public void A_run_goes_on_in_the_middle_of_an_epoch_and_at_its_ends(int steps)
    {
        var (whole, parts) = (new Dropping(seed: 1), new Dropping(seed: 1));
        var expected = Trainer.Fit(whole, data, Drawing() with { Checkpoints = null });
        using var cancellation = new CancellationTokenSource();
        var first = Trainer.Fit(parts, data, Drawing() with { StepEnded = step => Cancel(step.Step + 1 == steps) }, cancellation.Token);
        Assert.Equal((EndReason.Cancelled, steps), (first.Reason, first.History.Steps));

        // Another process would have another network, whose weights, threads and optimizer are new.
        parts = new Dropping(seed: 1) { Threads = 1 };
        var second = Trainer.Fit(parts, data, Drawing());
        Assert.Equal(EndReason.Completed, second.Reason);
        Assert.Equal(Bits.Of(whole), Bits.Of(parts));
        Assert.Equal(expected.History.Losses.ToArray(), second.History.Losses.ToArray());
        Assert.Equal(expected.History.Rates.ToArray(), second.History.Rates.ToArray());
        Assert.Equal(expected.History.Epochs.Select(static epoch => (epoch.RunningLoss, epoch.Rate)), second.History.Epochs.Select(static epoch => (epoch.RunningLoss, epoch.Rate)));

        // All that follows from a counter: order, masks of dropout, augmentation, samples, rates.
        TrainingOptions Drawing() => Options() with
        {
            Optimizer = new Adam(Plan.OneCycle(0.01f)),
            Augmentation = Augmentation.For(1, 1, 5).HorizontalFlip(),
            Sampling = Sampling.Stratified(),
        };

        void Cancel(bool now)
        {
            if (now)
                cancellation.Cancel();
        }
    }

    [Fact]
    public void Running_statistics_doubles_and_several_targets_go_on_too()
    {
        Same(static () => new Normalised(seed: 1), data);
        Same(static () => new DoubleFlowers(seed: 1), data);
        Same(static () => new Player(seed: 1), (Rows.Games(73), Rows.Games(29)));

        void Same<TNetwork>(Func<TNetwork> create, TrainingData rows)
            where TNetwork : class, ITrainable
        {
            var (whole, parts, options) = (create(), create(), Options() with { AverageWeights = 0.8, Accumulate = 2, Resume = false });
            Trainer.Fit(whole, rows, options with { Checkpoints = null });
            using var cancellation = new CancellationTokenSource();
            Trainer.Fit(parts, rows, options with { Optimizer = new Adam(0.01f), StepEnded = step => Cancel(step.Step == 5) }, cancellation.Token);
            parts = create();
            Trainer.Fit(parts, rows, options with { Optimizer = new Adam(0.01f), Resume = true });
            Assert.Equal(Bits.Of(whole), Bits.Of(parts));

            void Cancel(bool now)
            {
                if (now)
                    cancellation.Cancel();
            }
        }
    }

    [Fact]
    public void Another_number_of_threads_ends_with_the_same_bits()
    {
        var rows = (TrainingData)Rows.Flowers(500);
        var (whole, parts) = (new Wide(seed: 1) { Threads = 4 }, new Wide(seed: 1) { Threads = 1 });
        var options = Options() with { BatchSize = 200, CheckpointSteps = 1 };
        Trainer.Fit(whole, rows, options with { Checkpoints = null });
        Assert.Throws<NotSupportedException>(() => Trainer.Fit(
            parts, rows, options with { Optimizer = new Adam(0.01f), StepEnded = static step => _ = step.Step == 6 ? throw new NotSupportedException() : 0 }));
        parts = new Wide(seed: 1) { Threads = 3 };
        Trainer.Fit(parts, rows, options with { Optimizer = new Adam(0.01f) });
        Assert.Equal(Bits.Of(whole), Bits.Of(parts));
    }

    [Fact]
    public void The_moments_of_the_optimizer_go_on_too()
    {
        var (whole, parts) = (Options(), Options());
        Trainer.Fit(new Dropping(seed: 1), data, whole with { Checkpoints = null });
        Interrupted(parts);
        parts = Options();
        Trainer.Fit(new Dropping(seed: 1), data, parts);
        Assert.Equal(Bits.Of(whole.Optimizer), Bits.Of(parts.Optimizer));
    }

    [Fact]
    public void A_checkpoint_is_a_file_of_the_network()
    {
        var network = new Normalised(seed: 1);
        var run = Trainer.Fit(network, data, Options());
        Assert.Equal(["best.safetensors", "step-000000024.safetensors", "step-000000032.safetensors"], folder.Names);
        Assert.Equal(Bits.Of(network), Bits.Of(Normalised.Load(folder.File("best.safetensors"))));
        run.Last.CopyTo(network);
        Assert.Equal(Bits.Of(network), Bits.Of(Normalised.Load(folder.File("step-000000032.safetensors"))));
    }

    [Fact]
    public void A_slash_alone_does_not_make_a_tensor_one_of_a_checkpoint()
    {
        var path = folder.File("step-000000032.safetensors");
        Trainer.Fit(new Normalised(seed: 1), data, Options());
        Rename(path, "\"checkpoint\":", "\"checkpaint\":");
        Assert.Contains("In the file but not in the network: 'best/", Assert.Throws<ModelFileException>(() => Normalised.Load(path)).Message);
    }

    [Fact]
    public void A_run_that_has_ended_is_not_trained_again()
    {
        var (first, again, steps) = (new Dropping(seed: 1), new Dropping(seed: 9), 0);
        Trainer.Fit(first, data, Options());
        var run = Trainer.Fit(again, data, Options() with { StepEnded = _ => steps++ });
        Assert.Equal(0, steps);
        Assert.Equal(Bits.Of(first), Bits.Of(again));
        Assert.Equal((EndReason.Completed, 4, 32), (run.Reason, run.History.Epochs.Count, run.History.Steps));
    }

    [Fact]
    public void Patience_and_the_best_value_are_not_forgotten()
    {
        // The best is that of the first epoch: with a patience of 3, the run ends with the fourth.
        Scripted.Write(0.9, 0.1, double.NaN);
        Interrupted(Judged(), steps: 17);
        // Metrics of the next process begin at the third epoch.
        Scripted.Write(0.2, 0.3, 0.4, 0.5);
        var run = Trainer.Fit(new Dropping(seed: 1), data, Judged());
        Assert.Equal((EndReason.Stopped, 4, 0), (run.Reason, run.History.Epochs.Count, run.Best!.Epoch));

        TrainingOptions Judged() => Options() with { Epochs = 9, Stop = EarlyStopping.After<Scripted>(3), Keep = Best.Of<Scripted>() };
    }

    [Fact]
    public void What_was_best_by_another_criterion_is_forgotten()
    {
        Scripted.Write(0.9, 0.1);
        Interrupted(Options() with { Keep = Best.Of<Scripted>(), Stop = EarlyStopping.After<Scripted>(3) }, steps: 17);
        // No loss is compared with the metric's 0.9, which most of them would beat.
        var run = Trainer.Fit(new Dropping(seed: 1), data, Options() with { Keep = Best.Loss, Stop = EarlyStopping.After(1) });
        var best = run.History.Epochs.Skip(2).MinBy(static epoch => epoch.ValidationLoss)!;
        Assert.Equal((best.Epoch, best.ValidationLoss), (run.Best!.Epoch, run.Score));

        Interrupted(Options() with { Resume = false, Keep = Best.Loss }, steps: 17);
        var (kept, last) = (new Dropping(seed: 1), new Dropping(seed: 1));
        var unkept = Trainer.Fit(kept, data, Options() with { Keep = Best.None });
        unkept.Last.CopyTo(last);
        Assert.Null(unkept.Best);
        Assert.Equal(Bits.Of(last), Bits.Of(kept));
    }

    [Fact]
    public void A_run_that_has_stopped_goes_on_with_more_patience()
    {
        Scripted.Write(0.9, 0.1, 0.1, 0.1, 0.1, 0.1);
        Assert.Equal(EndReason.Stopped, Trainer.Fit(new Dropping(seed: 1), data, Judged(2)).Reason);
        Assert.Equal(EndReason.Stopped, Trainer.Fit(new Dropping(seed: 1), data, Judged(2)).Reason);
        Scripted.Write(0.1, 0.1, 0.1);
        var run = Trainer.Fit(new Dropping(seed: 1), data, Judged(4));
        Assert.Equal((EndReason.Stopped, 5), (run.Reason, run.History.Epochs.Count));

        TrainingOptions Judged(int patience) => Options() with { Epochs = 9, Stop = EarlyStopping.After<Scripted>(patience) };
    }

    [Fact]
    public void What_a_plateau_has_made_of_the_rate_is_not_forgotten()
    {
        Scripted.Write(0.9, 0.1, 0.1);
        Interrupted(Judged(), steps: 26);
        Scripted.Write(0.1, 0.1, 0.1);
        var run = Trainer.Fit(new Dropping(seed: 1), data, Judged());
        // Lowered after the third and the fifth epoch of 8 steps: two without a new best each.
        Assert.Equal([0.01f, 0.01f, 0.01f, 0.005f, 0.005f, 0.0025f], run.History.Epochs.Select(static epoch => epoch.Rate));

        TrainingOptions Judged() => Options() with { Epochs = 6, Plateau = Plateau.After<Scripted>(2, 0.5f) };
    }

    [Fact]
    public void An_exception_in_a_callback_leaves_a_checkpoint_of_that_step()
    {
        Assert.Throws<NotSupportedException>(
            () => Trainer.Fit(new Dropping(seed: 1), data, Options() with { StepEnded = static step => _ = step.Step == 4 ? throw new NotSupportedException() : 0 }));
        Assert.Equal(["step-000000005.safetensors"], folder.Names);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(-1)]
    public void A_torn_file_is_refused_and_the_one_before_it_used(int length)
    {
        var whole = new Dropping(seed: 1);
        Trainer.Fit(whole, data, Options());
        var newest = folder.File("step-000000032.safetensors");
        using (var file = File.OpenWrite(newest))
            file.SetLength(length < 0 ? file.Length + length : length);
        Recovered(whole);
    }

    [Fact]
    public void A_file_in_which_any_byte_has_changed_is_refused_and_the_one_before_it_used()
    {
        var whole = new Dropping(seed: 1);
        Trainer.Fit(whole, data, Options());
        var newest = folder.File("step-000000032.safetensors");
        var bytes = File.ReadAllBytes(newest);
        for (var place = 3; place < bytes.Length; place += 211)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[place] ^= 4;
            File.WriteAllBytes(newest, damaged);
            Recovered(whole);
        }
    }

    [Fact]
    public void A_later_format_is_refused_in_words()
    {
        Trainer.Fit(new Dropping(seed: 1), data, Options());
        foreach (var name in (string[])["step-000000024.safetensors", "step-000000032.safetensors"])
            Rename(folder.File(name), "\"checkpoint\":\"1\"", "\"checkpoint\":\"2\"");
        Refused("has format 2, and this version of Adjoint reads up to 1", new Dropping(), data, Options());
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused_with_both_sides_named()
    {
        Trainer.Fit(new Dropping(seed: 1), data, Options());
        Refused("is of the network Dropping of 4 tensors with 66 numbers; ", new Normalised(), data, Options());
        Refused("was trained on 73 rows of x [5], labels of 3; ", new Dropping(), (Rows.Flowers(72), data.Validation!), Options());
        Refused("was trained on 73 rows of x [5], labels of 3; ", new Dropping(), (Rows.Flowers(73, seed: 8), data.Validation!), Options());
        Refused("was trained with batches of 10 rows, 1 a step, shuffled, seed 5, Adam, weights not averaged; here it is batches of 11 rows", new Dropping(), data, Options() with { BatchSize = 11 });
        Refused("here it is batches of 10 rows, 1 a step, shuffled, seed 5, RmsProp", new Dropping(), data, Options() with { Optimizer = new RmsProp(0.01f) });
        Trainer.Fit(new Dropping(seed: 1), data, Options() with { BatchSize = 11, Resume = false });
        Assert.Equal(["best.safetensors", "step-000000021.safetensors", "step-000000028.safetensors"], folder.Names);
    }

    [Fact]
    public void Only_a_source_that_cannot_give_its_batches_again_has_no_checkpoints()
    {
        var unknown = new Drawn(BatchOrder.Unknown);
        Assert.Contains("Drawn cannot give the batches of an epoch again", Assert.Throws<ArgumentException>(() => Trainer.Fit(new Flowers(), unknown, Options())).Message);
        Trainer.Fit(new Flowers(), unknown, Options() with { Checkpoints = null });

        var (whole, parts) = (new Flowers(seed: 1), new Flowers(seed: 1));
        Trainer.Fit(whole, new Drawn(BatchOrder.Repeatable), Options() with { Checkpoints = null });
        Interrupted(Options(), steps: 6, new Drawn(BatchOrder.Repeatable));
        Trainer.Fit(parts, new Drawn(BatchOrder.Repeatable), Options());
        Assert.Equal(Bits.Of(whole), Bits.Of(parts));
    }

    [Fact]
    public void What_killed_processes_have_left_is_swept()
    {
        File.WriteAllText(folder.File(".adjoint-0123456789abcdef-abcdefgh.tmp"), "half");
        Trainer.Fit(new Dropping(seed: 1), data, Options());
        Assert.DoesNotContain(folder.Names, static name => name.StartsWith('.'));
    }

    private TrainingOptions Options() => FitTests.Quiet() with { Epochs = 4, BatchSize = 10, Optimizer = new Adam(0.01f), Checkpoints = folder.Path };

    /// <summary>Trains some steps, and is cancelled.</summary>
    private static void Interrupted(TrainingOptions options, int steps = 13, TrainingData? other = null)
    {
        using var cancellation = new CancellationTokenSource();
        options = options with { StepEnded = step => Cancel(step.Step + 1 == steps) };
        Run run = other is null
            ? Trainer.Fit(new Dropping(seed: 1), data, options, cancellation.Token)
            : Trainer.Fit(new Flowers(seed: 1), other, options, cancellation.Token);
        Assert.Equal(EndReason.Cancelled, run.Reason);

        void Cancel(bool now)
        {
            if (now)
                cancellation.Cancel();
        }
    }

    private void Recovered(Dropping whole)
    {
        var network = new Dropping(seed: 1);
        var run = Trainer.Fit(network, data, Options());
        var note = Assert.Single(run.Notes);
        Assert.Matches("step-000000032.safetensors' (is damaged|has format|is not a checkpoint|was trained|is of the network)", note);
        Assert.Contains("The run goes on from ", note);
        Assert.Equal(Bits.Of(whole), Bits.Of(network));
    }

    private static void Refused(string message, ITrainable network, TrainingData rows, TrainingOptions options)
    {
        var before = Bits.Of(network);
        var fault = Assert.Throws<CheckpointException>(() => Trainer.Fit(network, rows, options));
        Assert.Contains(message, fault.Message);
        Assert.Contains("Resume = false", fault.Message);
        Assert.Equal(before, Bits.Of(network));
    }

    private static void Rename(string path, string old, string other)
    {
        Assert.Equal(old.Length, other.Length);
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        Assert.Contains(old, text);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text.Replace(old, other)));
    }

    /// <summary>Batches that a test makes itself.</summary>
    private sealed class Drawn(BatchOrder order) : BatchSource
    {
        private readonly MiniBatches batches = new(Rows.Flowers(40), 10, seed: 3);

        public override int Count => 4;

        public override BatchOrder Order => order;

        public override IEnumerable<MiniBatch> Epoch(int epoch, int firstBatch)
        {
            Assert.Equal(0, firstBatch);
            foreach (var batch in batches.Epoch(epoch))
                yield return batch;
        }
    }
}
