using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Runs;

namespace Adjoint.Training.Tests.Checkpoints;

/// <summary>A long history is in files of its own, which a checkpoint only refers to.</summary>
public sealed class HistoryPartTests : IDisposable
{
    private static readonly TrainingData data = (Rows.Flowers(73), Rows.Flowers(29, seed: 2));
    private readonly ScratchDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_goes_on_from_a_history_in_parts()
    {
        Same(static () => new Dropping(seed: 1), data);
        Same(static () => new DoubleFlowers(seed: 1), data);

        void Same<TNetwork>(Func<TNetwork> create, TrainingData rows)
            where TNetwork : class, ITrainable
        {
            var (whole, options) = (create(), Options() with { CheckpointSteps = 3, Resume = false });
            var expected = Trainer.Fit(whole, rows, options with { Checkpoints = null });
            Interrupted(create(), rows, options with { Optimizer = new Adam(0.01f) }, steps: 29);
            Interrupted(create(), rows, options with { Optimizer = new Adam(0.01f), Resume = true }, steps: 41);
            var parts = create();
            var run = Trainer.Fit(parts, rows, options with { Optimizer = new Adam(0.01f), Resume = true });
            Assert.True(Parts().Length >= 2, string.Join(", ", folder.Names));
            Assert.Equal(Bits.Of(whole), Bits.Of(parts));
            Assert.Equal(expected.History.Losses.ToArray(), run.History.Losses.ToArray());
            Assert.Equal(expected.History.Rates.ToArray(), run.History.Rates.ToArray());
            Assert.Equal(expected.History.Epochs.Select(Measured), run.History.Epochs.Select(Measured));
        }
    }

    [Fact]
    public void What_a_checkpoint_costs_does_not_depend_on_the_steps_behind_it()
    {
        var written = new List<(int Step, long Bytes)>();
        var step = 0;
        Trainer.Fit(new Flowers(seed: 1), data, Options() with
        {
            Epochs = 50,
            HistoryPart = 160,
            StepEnded = record => step = (int)record.Step + 1,
            CheckpointStream = stream => new Counted(stream, bytes => written.Add((step, bytes))),
        });
        long Most(int first, int last) => written.Where(file => file.Step > first && file.Step <= last).Max(static file => file.Bytes);
        Assert.InRange(Most(300, 400), 0, Most(0, 100) + 100);
        Assert.Equal(50 * 8, step);
    }

    [Fact]
    public void A_damaged_or_missing_part_is_refused_and_named()
    {
        Trainer.Fit(new Dropping(seed: 1), data, Options());
        var part = folder.File(Parts()[0]);
        var bytes = File.ReadAllBytes(part);
        for (var place = 3; place < bytes.Length; place += 97)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[place] ^= 4;
            File.WriteAllBytes(part, damaged);
            Refused("history-000000000.safetensors' ");
        }
        File.WriteAllBytes(part, bytes[..^1]);
        Refused("history-000000000.safetensors' is damaged");
        File.Delete(part);
        Refused("history-000000000.safetensors' is missing; checkpoints refer to it for the history of the run.");
        File.WriteAllBytes(part, bytes);
        Assert.Empty(Trainer.Fit(new Dropping(seed: 1), data, Options()).Notes);
    }

    [Fact]
    public void A_part_of_another_run_is_refused()
    {
        Trainer.Fit(new Dropping(seed: 1), data, Options());
        using var other = new ScratchDirectory();
        Trainer.Fit(new Dropping(seed: 2), data, Options() with { Checkpoints = other.Path });
        File.Copy(other.File(Parts()[0]), folder.File(Parts()[0]), overwrite: true);
        Refused("is the history of another run than the parts before it");
        foreach (var name in Parts())
            File.Copy(other.File(name), folder.File(name), overwrite: true);
        Refused("are the history of another run; put back those that were written with the checkpoint");
    }

    [Fact]
    public void Where_the_newest_part_cannot_be_read_a_checkpoint_that_does_not_need_it_is_used()
    {
        var whole = new Dropping(seed: 1);
        Trainer.Fit(whole, data, Options() with { Checkpoints = null });
        // A checkpoint each step: that before the part has its steps in itself. Two epochs of 8 steps count as 128 more.
        Interrupted(new Dropping(seed: 1), data, Options() with { CheckpointSteps = 1, HistoryPart = 21 + 128 }, steps: 21);
        File.WriteAllText(folder.File(Assert.Single(Parts())), "no safetensors");
        var network = new Dropping(seed: 1);
        var run = Trainer.Fit(network, data, Options() with { HistoryPart = 21 + 128 });
        Assert.Contains("step-000000020.safetensors', which is older", Assert.Single(run.Notes));
        Assert.Equal(Bits.Of(whole), Bits.Of(network));
    }

    [Fact]
    public void A_run_that_begins_anew_deletes_them()
    {
        Trainer.Fit(new Dropping(seed: 1), data, Options());
        Assert.NotEmpty(Parts());
        Trainer.Fit(new Dropping(seed: 1), data, Options() with { Resume = false, HistoryPart = int.MaxValue });
        Assert.Empty(Parts());
    }

    private string[] Parts() => [.. folder.Names.Where(static name => name.StartsWith("history-", StringComparison.Ordinal))];

    private TrainingOptions Options() => FitTests.Quiet() with { Epochs = 6, BatchSize = 10, Optimizer = new Adam(0.01f), Checkpoints = folder.Path, HistoryPart = 90, Keep = Best.Of<Accuracy>() };

    private void Refused(string message)
    {
        var network = new Dropping(seed: 3);
        var before = Bits.Of(network);
        var fault = Assert.Throws<CheckpointException>(() => Trainer.Fit(network, data, Options()));
        Assert.True(fault.Message.Contains(message, StringComparison.Ordinal), fault.Message);
        Assert.Contains("Resume = false", fault.Message);
        Assert.Equal(before, Bits.Of(network));
    }

    private static void Interrupted<TNetwork>(TNetwork network, TrainingData rows, TrainingOptions options, int steps)
        where TNetwork : class, ITrainable
    {
        using var cancellation = new CancellationTokenSource();
        Trainer.Fit(network, rows, options with { StepEnded = step => Cancel(step.Step + 1 == steps) }, cancellation.Token);

        void Cancel(bool now)
        {
            if (now)
                cancellation.Cancel();
        }
    }

    private static (int, long, double, double?, double, float) Measured(EpochRecord epoch) =>
        (epoch.Epoch, epoch.Steps, epoch.RunningLoss, epoch.ValidationLoss, epoch.Of<Accuracy>(), epoch.Rate);

    /// <summary>Says at its end how many bytes have passed.</summary>
    private sealed class Counted(Stream inner, Action<long> end) : Stream
    {
        private long passed;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Flush()
        {
            inner.Flush();
            end(passed);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            inner.Write(buffer, offset, count);
            passed += count;
            end(passed);
        }
    }
}
