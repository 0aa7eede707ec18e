#pragma warning disable ADJ0615 // What is refused here the compiler sees too, where the source says it.
using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Tables;

namespace Adjoint.Training.Tests.Runs;

/// <summary>Batches that the run does not make itself.</summary>
public sealed class BatchSourceTests
{
    [Fact]
    public void Batches_of_ones_own_are_learnt_from_as_those_of_the_options()
    {
        var rows = Rows.Flowers(73);
        var (own, made) = (new Dropping(seed: 1), new Dropping(seed: 1));
        var sampled = new MiniBatches(rows, 11, seed: 5) { Sampling = Sampling.Balanced(), DropLast = true };
        Trainer.Fit(own, sampled, FitTests.Quiet() with { BatchSize = 3, Seed = 9 });
        Trainer.Fit(made, rows, FitTests.Quiet() with { Sampling = Sampling.Balanced(), DropLast = true });
        Assert.Equal(Bits.Of(made), Bits.Of(own));
    }

    [Fact]
    public void They_go_on_from_a_checkpoint_unless_they_have_become_others()
    {
        using var folder = new ScratchDirectory();
        var (whole, parts, validation) = (new Dropping(seed: 1), new Dropping(seed: 1), Rows.Flowers(29, seed: 2));
        TrainingData Data(long seed) => new(new MiniBatches(Rows.Flowers(73), 11, seed), validation);
        Trainer.Fit(whole, Data(5), FitTests.Quiet());
        Trainer.Fit(parts, Data(5), FitTests.Quiet() with { Epochs = 2, Checkpoints = folder.Path });
        parts = new Dropping(seed: 1);
        var options = FitTests.Quiet() with { Checkpoints = folder.Path, MeasureTraining = true };
        Assert.Contains("in batches of 11, shuffled by seed 5; here it is 73 rows", Assert.Throws<CheckpointException>(() => Trainer.Fit(parts, Data(6), options)).Message);
        var run = Trainer.Fit(parts, Data(5), options);
        Assert.Equal(Bits.Of(whole), Bits.Of(parts));
        Assert.NotNull(run.History.Epochs[^1].TrainingLoss);
    }

    [Fact]
    public void A_stream_without_an_end_is_trained_on_in_epochs_of_some_batches()
    {
        var (streamed, plain, begun) = (new Flowers(seed: 1), new Flowers(seed: 1), 0);
        using var optimizer = new Adam(0.01f);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            foreach (var batch in Endless(epoch).Batches(plain, 7).Take(5))
                plain.TrainStep(batch, optimizer);
        }
        var source = BatchSource.Of(5, epoch => Endless(epoch).Batches(streamed, 7));
        var run = Trainer.Fit(streamed, source, FitTests.Quiet() with { Epochs = 2 });
        Assert.Equal((10, 2), (run.History.Steps, begun / 2));
        Assert.Equal(Bits.Of(plain), Bits.Of(streamed));

        IEnumerable<(float[] X, int Label)> Endless(int epoch)
        {
            begun++;
            for (var i = 0; ; i++)
                yield return ([i % 3, epoch, 0, 1, -1], i % 3);
        }
    }

    [Fact]
    public void Rows_that_arrive_asynchronously_are_waited_for()
    {
        var (awaited, streamed) = (new Flowers(seed: 1), new Flowers(seed: 1));
        Trainer.Fit(awaited, BatchSource.Of(5, epoch => Arriving(epoch).Batches(awaited, 7).ToBlockingEnumerable()), FitTests.Quiet() with { Epochs = 2 });
        Trainer.Fit(streamed, BatchSource.Of(5, epoch => Rows(epoch).Batches(streamed, 7)), FitTests.Quiet() with { Epochs = 2 });
        Assert.Equal(Bits.Of(streamed), Bits.Of(awaited));

        static IEnumerable<(float[] X, int Label)> Rows(int epoch) => Enumerable.Range(0, 40).Select(i => (new float[] { i % 3, epoch, 0, 1, -1 }, i % 3));
        static async IAsyncEnumerable<(float[] X, int Label)> Arriving(int epoch)
        {
            foreach (var row in Rows(epoch))
            {
                await Task.Yield();
                yield return row;
            }
        }
    }

    [Fact]
    public void Parts_of_a_table_are_prepared_while_others_are_learnt_from()
    {
        var (fitted, plain) = (new Measured(seed: 1), new Measured(seed: 1));
        Table[] parts = [.. Enumerable.Range(0, 3).Select(static part => Table.ParseCsv(Numbers(part)).Label("k", "a", "b"))];
        var prepare = Preparation.Fit(parts[0], static p => p.Standardize());
        using var optimizer = new Adam(0.01f);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            foreach (var part in parts)
            {
                foreach (var batch in new MiniBatches(prepare.Apply(part), 4, seed: 1).Epoch(epoch))
                    plain.TrainStep(batch, optimizer);
            }
        }
        var source = BatchSource.Of(9, _ => parts.Select(part => new MiniBatches(prepare.Apply(part), 4, seed: 1)).Prefetch(), BatchOrder.Repeatable);
        Trainer.Fit(fitted, source, FitTests.Quiet() with { Epochs = 2 });
        Assert.Equal(Bits.Of(plain), Bits.Of(fitted));
    }

    [Fact]
    public void Fewer_batches_than_announced_are_told()
    {
        var rows = new MiniBatches(Rows.Flowers(40), 10);
        var fault = Assert.Throws<InvalidOperationException>(() => Trainer.Fit(new Flowers(seed: 1), BatchSource.Of(5, _ => (IEnumerable<MiniBatches>)[rows]), FitTests.Quiet()));
        Assert.Contains("Epoch 0 has ended after 4 batches, and 5 were announced", fault.Message);
        Assert.Contains("cannot begin at any batch", Assert.Throws<ArgumentException>(() => BatchSource.Of(5, _ => (IEnumerable<MiniBatches>)[rows], BatchOrder.Positioned)).Message);
    }

    [Fact]
    public void A_rehearsal_takes_two_batches_of_each_epoch()
    {
        var asked = 0;
        IEnumerable<(float[] X, int Label)> Stream()
        {
            for (; asked < 1000; asked++)
                yield return (new float[5], 1);
        }
        var network = new Flowers(seed: 1);
        Trainer.Rehearse(network, BatchSource.Of(100, _ => Stream().Batches(network, 7)), FitTests.Quiet());
        // Some more are filled while these are learnt from.
        Assert.InRange(asked, 14, 60);
    }

    [Fact]
    public void What_is_said_of_batches_that_come_from_elsewhere_is_refused()
    {
        TrainingData own = new MiniBatches(Rows.Flowers(40), 10);
        Refused("Augmentation is set, and the batches come from elsewhere; give it to the MiniBatches", new Flowers(), own, FitTests.Quiet() with { Augmentation = Augmentation.For(1, 1, 5) });
        Refused("Sampling is set", new Flowers(), own, FitTests.Quiet() with { Sampling = Sampling.Balanced() });
        Refused("DropLast is set", new Flowers(), own, FitTests.Quiet() with { DropLast = true });
        Refused("set DropLast = true", new Normalised(), new MiniBatches(Rows.Flowers(41), 10), FitTests.Quiet());
        Refused("The rows have 4 features", new Flowers(), new MiniBatches(new Dataset(new float[40], 4, new int[10]), 5), FitTests.Quiet());
    }

    [Fact]
    public void A_preparation_that_does_not_belong_to_the_network_is_refused()
    {
        var table = Table.ParseCsv(Numbers(0) + Numbers(1)[6..]).Label("k");
        var prepare = Preparation.Fit(table, static p => p.Standardize());
        // One number more than the network reads, and as many classes; as many numbers, and a class more.
        var wide = Preparation.Fit(Table.ParseCsv("u,v,w,k\n1,2,3,a\n3,4,4,b\n").Label("k"), static p => p);
        var three = Preparation.Fit(Table.ParseCsv("u,v,k\n1,2,a\n3,4,b\n3,4,c\n").Label("k"), static p => p);
        Refused(
            "reads 2 numbers in 'x', and the preparation gives 3 numbers in 'x'. They come from 'u', 'v', 'w'.",
            new Measured(),
            wide.Apply(Table.ParseCsv("u,v,w,k\n1,2,3,a\n").Label("k", "a", "b")),
            FitTests.Quiet());
        Refused("and the preparation gives 3 classes of 'k': 'a', 'b', 'c'", new Measured(), three.Apply(table.Label("k", "a", "b")), FitTests.Quiet());
        Refused("and the preparation gives 3 classes of 'k'", new Measured(), (prepare.Apply(table), three.Apply(table)), FitTests.Quiet());
        Refused("and the preparation gives 3 classes of 'k'", new Measured(), new MiniBatches(three.Apply(table), 2), FitTests.Quiet());
        Refused("and the preparation gives 3 classes of 'k'", new Measured(), BatchSource.Of(2, _ => (IEnumerable<MiniBatches>)[new(three.Apply(table), 2)]), FitTests.Quiet());

        var other = Preparation.Fit(table.Take([0, 1, 2, 3]), static p => p.Standardize());
        Refused("The two parts were prepared with different means or categories", new Measured(), (prepare.Apply(table), other.Apply(table)), FitTests.Quiet());
        using var folder = new ScratchDirectory();
        prepare.Save(folder.File("p.json"));
        Trainer.Fit(new Measured(seed: 1), (prepare.Apply(table), Preparation.Load(folder.File("p.json")).Apply(table)), FitTests.Quiet());
    }

    private static string Numbers(int part) => "u,v,k\n" + string.Concat(Enumerable.Range(12 * part, 12).Select(static i => $"{i * 7 % 13},{i * 5 % 11},{(i % 2 == 0 ? "a" : "b")}\n"));

    private static void Refused(string message, ITrainable network, TrainingData data, TrainingOptions options)
    {
        var (before, steps) = (Bits.Of(network), 0);
        var fault = Assert.Throws<ArgumentException>(() => Trainer.Fit(network, data, options with { StepEnded = _ => steps++ })).Message;
        Assert.True(fault.Contains(message, StringComparison.Ordinal), fault);
        Assert.Equal(0, steps);
        Assert.Equal(before, Bits.Of(network));
    }
}

[Network, Input(2), Dense(7), Tanh, Dense(2), CrossEntropy]
public sealed partial class Measured;
