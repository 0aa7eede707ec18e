using Adjoint.Data;
using Adjoint.Runtime;
using Adjoint.Tests.Training;

namespace Adjoint.Tests.Data.Augmenting;

/// <summary>Augmentation on the way into mini-batches.</summary>
[Collection(nameof(Alone))]
public sealed class AugmentedBatchesTests
{
    private const int Rows = 130;

    private static readonly ImageShape Shape = new(3, 16, 15);

    public static TheoryData<bool, bool> Kinds => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Fact]
    public void Steps_that_change_nothing_give_the_bits_of_no_augmentation()
    {
        var data = Images(bytes: false);
        var idle = None.RandomCrop(0).HorizontalFlip(0).RandomRotation(0).Normalize([0, 0, 0], [1, 1, 1]);
        foreach (var augmentation in new[] { None, idle })
        {
            var (plain, changed) = (Collect(new MiniBatches(data, 50, seed: 3), 2), Collect(new MiniBatches(data, 50, seed: 3, augmentation: augmentation), 2));
            Bits.AssertEqual(plain.Inputs, changed.Inputs, "the inputs");
            Assert.Equal(plain.Labels, changed.Labels);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_batch_holds_what_applying_makes_of_its_rows(bool bytes)
    {
        var data = Images(bytes);
        var x = new float[Shape.Size];
        foreach (var batch in new MiniBatches(data, 50, seed: 3, augmentation: All).Epoch(4))
        {
            for (var place = 0; place < (batch.Rows + 15) / 16 * 16; place++)
            {
                Array.Clear(x);
                if (place < batch.Rows)
                {
                    data.CopyRow(batch.Labels[place], x);
                    All.Apply(x, seed: 3, epoch: 4, firstRow: batch.Labels[place]);
                }
                Bits.AssertEqual(x, Row(batch, place), $"row {place} of {batch.Rows}");
            }
        }
    }

    [Fact]
    public void What_happens_to_a_row_depends_neither_on_its_batch_nor_on_the_part_it_is_in()
    {
        var data = Images(bytes: true);
        var whole = ByLabel(new MiniBatches(data, 50, seed: 3, augmentation: All), 1);
        var (first, second) = data.Split(0.4, seed: 9);
        foreach (var batches in new[]
        {
            new MiniBatches(data, 1, seed: 3, augmentation: All),
            new MiniBatches(data, 1000, seed: 3, shuffle: false, augmentation: All),
            new MiniBatches(first, 33, seed: 3, augmentation: All),
            new MiniBatches(data, 33, seed: 3, augmentation: All) { DropLast = true },
            new MiniBatches(second, 16, seed: 3, shuffle: false, augmentation: All),
        })
        {
            foreach (var (label, x) in ByLabel(batches, 1))
                Bits.AssertEqual(whole[label], x, $"row {label} in batches of {batches.BatchSize}");
        }
        Assert.NotEqual(whole[5], ByLabel(new MiniBatches(data, 50, seed: 3, augmentation: All), 2)[5]);
        Assert.NotEqual(whole[5], ByLabel(new MiniBatches(data, 50, seed: 4, augmentation: All), 1)[5]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_number_of_threads_gives_the_same_bits(bool bytes, bool mix)
    {
        // So many rows in a batch that their work is shared out.
        var data = Images(bytes, rows: 700);
        var augmentation = mix ? All.Mixup(0.4f) : All;
        var alone = Collect(new MiniBatches(data, 650, seed: 3, augmentation: augmentation) { Threads = 1 }, 0);
        foreach (var threads in new[] { 2, 3, 8, 1000 })
        {
            var shared = Collect(new MiniBatches(data, 650, seed: 3, augmentation: augmentation) { Threads = threads }, 0);
            Bits.AssertEqual(alone.Inputs, shared.Inputs, $"the inputs with {threads} threads");
            Bits.AssertEqual(alone.Targets, shared.Targets, $"the targets with {threads} threads");
            Assert.Equal(alone.Labels, shared.Labels);
        }
    }

    [Fact]
    public void Any_chain_of_steps_on_any_shape_in_any_batches_is_what_applying_makes()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 40; trial++)
        {
            var shape = new ImageShape(random.Next(1, 4), random.Next(1, 20), random.Next(1, 20));
            var chain = Augmentation.For(shape.Channels, shape.Height, shape.Width);
            for (var steps = random.Next(6); steps > 0; steps--)
                chain = Further(chain, shape, random);
            var data = new Dataset(Trial.Values(Rows * shape.Size, seed: trial), shape.Size, [.. Enumerable.Range(0, Rows)]);
            var (seed, epoch, x) = (random.NextInt64(), random.Next(), new float[shape.Size]);
            var batches = new MiniBatches(data, random.Next(1, 2 * Rows), seed, augmentation: chain) { Threads = random.Next(1, 5) };
            foreach (var (label, found) in ByLabel(batches, epoch))
            {
                data.CopyRow(label, x);
                chain.Apply(x, seed, epoch, label);
                Bits.AssertEqual(x, found, $"row {label} of trial {trial}, {shape}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_epoch_that_begins_in_the_middle_has_the_batches_that_the_whole_one_ends_with(bool bytes, bool mix)
    {
        var data = Images(bytes);
        MiniBatches New() => new(data, 30, seed: 3, augmentation: mix ? All.Mixup(0.4f) : All);
        var whole = Each(New(), 4, 0);
        for (var first = 0; first <= whole.Count; first++)
        {
            var rest = Each(New(), 4, first);
            Assert.Equal(whole.Count - first, rest.Count);
            for (var i = 0; i < rest.Count; i++)
            {
                Bits.AssertEqual(whole[first + i].Inputs, rest[i].Inputs, $"the inputs of batch {first + i}, begun with {first}");
                Bits.AssertEqual(whole[first + i].Targets, rest[i].Targets, $"the targets of batch {first + i}, begun with {first}");
                Assert.Equal(whole[first + i].Labels, rest[i].Labels);
            }
        }

        static List<(float[] Inputs, float[] Targets, int[] Labels)> Each(MiniBatches batches, int epoch, int first)
        {
            List<(float[], float[], int[])> all = [];
            foreach (var batch in batches.Epoch(epoch, first))
                all.Add((batch.InputLanes()[..((batch.Rows + 15) / 16 * 16 * batch.Features())].ToArray(), batch.TargetRows(), batch.Labels.ToArray()));
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_epoch_allocates_nothing(bool bytes, bool mix)
    {
        foreach (var threads in new[] { 1, 3 })
        {
            var batches = new MiniBatches(Images(bytes, rows: 500), 300, seed: 1, augmentation: mix ? All.Mixup(0.4f) : All) { Threads = threads };
            var seen = Run(batches, 0);
            var least = long.MaxValue;
            for (var epoch = 1; epoch < 6; epoch++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                seen += Run(batches, epoch);
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }
            Assert.Equal(0, least);
            Assert.Equal(3000, seen);
        }

        static int Run(MiniBatches batches, int epoch)
        {
            var rows = 0;
            foreach (var batch in batches.Epoch(epoch))
                rows += batch.Rows;
            return rows;
        }
    }

    [Fact]
    public void Nothing_outside_the_blocks_of_a_batch_is_written()
    {
        const int guard = 64;
        var data = Images(bytes: false);
        int[] rows = [.. Enumerable.Range(0, 37)];
        var blocks = new AlignedBuffer(48 * Shape.Size + guard);
        blocks.Span.Fill(777);
        new AugmentedRows(data.InputColumns[0].Floats!, All, seed: 1, rows.Length).Gather(rows, 0, blocks, threads: 2);
        Assert.All(blocks.Span[^guard..].ToArray(), static value => Assert.Equal(777, value));
        Assert.DoesNotContain(777, blocks.Span[..^guard].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => new AugmentedRows(data.InputColumns[0].Floats!, All, 1, 2).Gather([0, Rows], 0, blocks, 1));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var data = Images(bytes: false);
        Refused("The augmentation is for images of 1 × 28 × 28, 784 features; a row of the data set has 720", () => new MiniBatches(data, 10, augmentation: Augmentation.For(1, 28, 28)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MiniBatches(data, 10) { Threads = 0 });
        var ignored = new Dataset(new float[3 * Shape.Size], Shape.Size, [0, 1, -100]);
        Refused("Row 2 has the label -100, which is not a class", () => new MiniBatches(ignored, 2, augmentation: None.Mixup(1)));
        Assert.Equal(2, new MiniBatches(ignored.Take(2), 2, augmentation: None.Mixup(1)).BatchSize);
        Refused("Mixup was told that there are 4 classes; the labels of the data set are of 130", () => new MiniBatches(data, 10, augmentation: None.Mixup(1, classes: 4)));

        static void Refused(string words, Action action)
        {
            var refusal = Assert.Throws<ArgumentException>(action);
            Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
            Assert.Equal("augmentation", refusal.ParamName);
        }
    }

    private static Augmentation None => Augmentation.For(Shape.Channels, Shape.Height, Shape.Width);

    private static Augmentation All => None.RandomCrop(4).HorizontalFlip().VerticalFlip().RandomRotation(20).Normalize([0.1f, 0.2f, 0.3f], [2, 3, 4]).Cutout(5).RandomErasing();

    /// <summary>Images whose labels are their row numbers.</summary>
    private static Dataset Images(bool bytes, int rows = Rows)
    {
        int[] labels = [.. Enumerable.Range(0, rows)];
        if (!bytes)
            return new Dataset([.. Enumerable.Range(0, rows).SelectMany(static row => NaiveImages.Random(Shape, row))], Shape.Size, labels);
        var pixels = new byte[rows * Shape.Size];
        new Random(3).NextBytes(pixels);
        return Dataset.FromBytes(pixels, Shape.Size, labels, mean: 0.3f);
    }

    private static Augmentation Further(Augmentation chain, ImageShape shape, Random random) => random.Next(7) switch
    {
        0 => chain.RandomCrop(random.Next(Math.Min(shape.Height, shape.Width)), (Border)random.Next(2)),
        1 => chain.HorizontalFlip(random.NextSingle()),
        2 => chain.VerticalFlip(random.NextSingle()),
        3 => chain.RandomRotation(360 * random.NextSingle()),
        4 => chain.Normalize(Trial.Values(shape.Channels, 1), Array.ConvertAll(Trial.Values(shape.Channels, 2), static value => 2 + value)),
        5 => chain.Cutout(random.Next(1, 9)),
        _ => chain.RandomErasing(random.NextSingle()),
    };

    private static float[] Row(MiniBatch batch, int place)
    {
        var x = new float[batch.Features()];
        for (var feature = 0; feature < x.Length; feature++)
            x[feature] = batch.InputLanes()[(place / 16 * x.Length + feature) * 16 + place % 16];
        return x;
    }

    private static Dictionary<int, float[]> ByLabel(MiniBatches batches, int epoch)
    {
        var rows = new Dictionary<int, float[]>();
        foreach (var batch in batches.Epoch(epoch))
        {
            for (var place = 0; place < batch.Rows; place++)
                rows.Add(batch.Labels[place], Row(batch, place));
        }
        return rows;
    }

    private static (float[] Inputs, int[] Labels, float[] Targets) Collect(MiniBatches batches, int epoch)
    {
        var (inputs, labels, targets) = (new List<float>(), new List<int>(), new List<float>());
        foreach (var batch in batches.Epoch(epoch))
        {
            inputs.AddRange(batch.InputLanes()[..((batch.Rows + 15) / 16 * 16 * batch.Features())]);
            labels.AddRange(batch.Labels);
            targets.AddRange(batch.TargetRows());
        }
        return ([.. inputs], [.. labels], [.. targets]);
    }
}
