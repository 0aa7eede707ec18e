using Adjoint.Data;

namespace Adjoint.Tests.Data;

public sealed class MiniBatchesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 4)]
    [InlineData(16, 16)]
    [InlineData(50, 16)]
    [InlineData(50, 17)]
    [InlineData(50, 50)]
    [InlineData(50, 33)]
    [InlineData(50, 1000)]
    [InlineData(50, int.MaxValue)]
    public void Every_row_comes_once_an_epoch(int rows, int batchSize)
    {
        var batches = new MiniBatches(Labelled(rows, features: 3), batchSize, seed: 1);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var seen = new List<int>();
            var sizes = new List<int>();
            foreach (var batch in batches.Epoch(epoch))
            {
                sizes.Add(batch.Rows);
                seen.AddRange(batch.Labels);
                CheckInputs(batch);
            }

            Assert.Equal(Enumerable.Range(0, rows), seen.Order());
            Assert.Equal(batches.Count, sizes.Count);
            Assert.All(sizes.SkipLast(1), size => Assert.Equal(batchSize, size));
            Assert.Equal(rows - (long)batchSize * (sizes.Count - 1), sizes[^1]);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 4)]
    [InlineData(16, 16)]
    [InlineData(50, 17)]
    [InlineData(50, 49)]
    [InlineData(50, 50)]
    public void An_epoch_that_drops_the_last_batch_has_full_batches_only(int rows, int batchSize)
    {
        var data = Labelled(rows, features: 3);
        var (all, full) = (new MiniBatches(data, batchSize, seed: 1), new MiniBatches(data, batchSize, seed: 1) { DropLast = true });
        Assert.Equal((false, true, rows / batchSize), (all.DropLast, full.DropLast, full.Count));
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var sizes = new List<int>();
            foreach (var batch in full.Epoch(epoch))
            {
                sizes.Add(batch.Rows);
                CheckInputs(batch);
            }
            Assert.Equal(Enumerable.Repeat(batchSize, rows / batchSize), sizes);
            Assert.Equal(Order(all, epoch).Take(rows / batchSize * batchSize), Order(full, epoch));
        }
    }

    [Fact]
    public void Epochs_drop_rows_in_turn()
    {
        var batches = new MiniBatches(Labelled(17, features: 1), 16, seed: 1) { DropLast = true };
        var dropped = Enumerable.Range(0, 40).Select(epoch => Enumerable.Range(0, 17).Except(Order(batches, epoch)).Single());
        Assert.True(dropped.Distinct().Count() > 10);
    }

    [Theory]
    [InlineData(15, 16)]
    [InlineData(1, 2)]
    [InlineData(0, 1)]
    [InlineData(50, int.MaxValue)]
    public void Dropping_the_only_batch_is_refused(int rows, int batchSize)
    {
        var data = Labelled(51, features: 1).Take(rows);
        var fault = Assert.Throws<ArgumentException>(() => new MiniBatches(data, batchSize) { DropLast = true });
        Assert.Contains($"DropLast leaves no batch: the data set has {rows} rows, and a batch {batchSize}. Take smaller batches", fault.Message, StringComparison.Ordinal);
        Assert.False(new MiniBatches(data, batchSize) { DropLast = false }.DropLast);
    }

    [Fact]
    public void The_order_is_that_of_an_independent_program() =>
        Assert.Equal("6 8 2 9 1 3 11 10 5 7 4 0", string.Join(" ", Order(new MiniBatches(Labelled(12, features: 1), 5, seed: 42), 3)));

    [Fact]
    public void The_order_depends_on_seed_and_epoch_only()
    {
        var data = Labelled(100, features: 2);
        var first = new MiniBatches(data, 10, seed: 1);
        var fourth = Order(first, 4);
        Assert.Equal(fourth, Order(first, 4));
        Assert.Equal(fourth, Order(new MiniBatches(data, 33, seed: 1), 4));
        Assert.NotEqual(fourth, Order(first, 5));
        Assert.NotEqual(fourth, Order(new MiniBatches(data, 10, seed: 2), 4));
    }

    [Fact]
    public void Without_shuffling_rows_come_as_they_lie()
    {
        var data = Labelled(100, features: 2);
        Assert.Equal(Enumerable.Range(0, 100), Order(new MiniBatches(data, 7, shuffle: false), 3));
        var part = data.Split(0.3, 1).Validation;
        Assert.Equal(Enumerable.Range(0, 70).Select(part.Label), Order(new MiniBatches(part, 7, shuffle: false), 0));
    }

    [Fact]
    public void The_batches_of_a_part_hold_its_rows_only()
    {
        var (first, second) = Labelled(100, features: 2).Split(0.8, 1);
        var one = Order(new MiniBatches(first, 16, seed: 3), 0);
        var other = Order(new MiniBatches(second, 16, seed: 3), 0);
        Assert.Equal((80, 20), (one.Count, other.Count));
        Assert.Empty(one.Intersect(other));
    }

    [Fact]
    public void Targets_follow_their_rows()
    {
        const int rows = 37;
        var data = new Dataset(
            [.. Enumerable.Range(0, rows).Select(static i => (float)i)], 1, [.. Enumerable.Range(0, rows).SelectMany(static i => new[] { i + 0.25f, i + 0.5f })], 2);
        var seen = 0;
        foreach (var batch in new MiniBatches(data, 10, seed: 1).Epoch(0))
        {
            Assert.Equal(2 * batch.Rows, batch.TargetRows().Length);
            Assert.True(batch.Labels.IsEmpty);
            for (var row = 0; row < batch.Rows; row++)
            {
                var x = batch.InputLanes()[row / 16 * 16 + row % 16];
                Assert.Equal([x + 0.25f, x + 0.5f], batch.TargetRows().AsSpan(2 * row, 2).ToArray());
            }

            seen += batch.Rows;
        }

        Assert.Equal(rows, seen);
    }

    [Fact]
    public void Bytes_are_converted_as_rows_are()
    {
        const int rows = 37, features = 19;
        var bytes = new byte[rows * features];
        new Random(9).NextBytes(bytes);
        var data = Dataset.FromBytes(bytes, features, [.. Enumerable.Range(0, rows)], 1 / 255f, 0.1307f, 0.3081f);
        var x = new float[features];
        foreach (var batch in new MiniBatches(data, 20, seed: 1).Epoch(0))
        {
            for (var row = 0; row < batch.Rows; row++)
            {
                data.CopyRow(batch.Labels[row], x);
                for (var feature = 0; feature < features; feature++)
                    Assert.Equal(x[feature], batch.InputLanes()[(row / 16 * features + feature) * 16 + row % 16]);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_epoch_allocates_nothing(bool bytes)
    {
        const int rows = 500, features = 20;
        var labels = Enumerable.Range(0, rows).ToArray();
        var data = bytes ? Dataset.FromBytes(new byte[rows * features], features, labels) : new Dataset(new float[rows * features], features, labels);
        var batches = new MiniBatches(data.Split(0.9, 1).Training, 32, seed: 1);
        var seen = Run(batches, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var epoch = 1; epoch < 10; epoch++)
            seen += Run(batches, epoch);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(4500, seen);

        static int Run(MiniBatches batches, int epoch)
        {
            var rows = 0;
            foreach (var batch in batches.Epoch(epoch))
                rows += batch.Labels.Length;
            return rows;
        }
    }

    [Fact]
    public void Two_epochs_at_once_are_refused()
    {
        var batches = new MiniBatches(Labelled(10, features: 1), 5);
        var fault = Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (var outer in batches.Epoch(0))
            {
                foreach (var inner in batches.Epoch(1))
                    Assert.Same(outer, inner);
            }
        });
        Assert.Contains("give each loop its own MiniBatches", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void An_epoch_may_begin_with_any_batch(bool shuffle, bool dropLast)
    {
        var data = Labelled(50, features: 3);
        var whole = Order(new MiniBatches(data, 7, seed: 2, shuffle) { DropLast = dropLast }, 3);
        var batches = new MiniBatches(data, 7, seed: 2, shuffle) { DropLast = dropLast };
        for (var first = 0; first <= batches.Count; first++)
        {
            var rest = new List<int>();
            foreach (var batch in batches.Epoch(3, first))
            {
                rest.AddRange(batch.Labels);
                CheckInputs(batch);
            }
            Assert.Equal(whole.Skip(7 * first), rest);
        }
        Assert.Contains("The first batch is 9; an epoch has", Assert.Throws<ArgumentOutOfRangeException>("firstBatch", () => batches.Epoch(3, 9)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("firstBatch", () => batches.Epoch(3, -1));
    }

    [Fact]
    public void An_empty_data_set_has_no_batches()
    {
        var batches = new MiniBatches(Labelled(5, features: 2).Take(0), 4);
        Assert.Equal(0, batches.Count);
        Assert.Empty(Order(batches, 0));
    }

    [Fact]
    public void Sizes_that_make_no_sense_are_refused()
    {
        var data = Labelled(5, features: 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MiniBatches(data, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MiniBatches(data, 2).Epoch(-1));
        Assert.Throws<ArgumentNullException>(() => new MiniBatches(null!, 2));
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => new MiniBatch(new Training.Regressor(1), int.MaxValue));
        Assert.Contains("do not fit into one batch; take fewer rows", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_and_epochs_give_different_orders()
    {
        var orders =
            from seed in Enumerable.Range(0, 20)
            let batches = new MiniBatches(Labelled(20, features: 1), 20, seed)
            from epoch in Enumerable.Range(0, 20)
            select string.Join(" ", Order(batches, epoch));
        Assert.Equal(400, orders.Distinct().Count());
    }

    /// <summary>Row i has the label i and the features 1000 · i + 1, 1000 · i + 2, …</summary>
    private static Dataset Labelled(int rows, int features) => new(
        [.. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(1, features).Select(feature => 1000f * row + feature))], features, [.. Enumerable.Range(0, rows)]);

    private static List<int> Order(MiniBatches batches, int epoch)
    {
        var order = new List<int>();
        foreach (var batch in batches.Epoch(epoch))
            order.AddRange(batch.Labels);
        return order;
    }

    private static void CheckInputs(MiniBatch batch)
    {
        for (var row = 0; row < (batch.Rows + 15) / 16 * 16; row++)
        {
            for (var feature = 0; feature < batch.Features(); feature++)
            {
                var needed = row < batch.Rows ? 1000f * batch.Labels[row] + feature + 1 : 0;
                Assert.Equal(needed, batch.InputLanes()[(row / 16 * batch.Features() + feature) * 16 + row % 16]);
            }
        }
    }
}
