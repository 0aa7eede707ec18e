using Adjoint.Data;

namespace Adjoint.Tests.Text;

/// <summary>Runs of tokens, the windows that are drawn from them, and those that cover them.</summary>
public sealed class TokenBatchesTests
{
    [Theory]
    [InlineData(5, 4, 1)]
    [InlineData(100, 7, 3)]
    [InlineData(1000, 16, 40)]
    public void The_labels_of_a_window_are_the_same_one_token_later(int length, int window, int batchSize)
    {
        // Each token is its own place.
        var batches = new TokenBatches(Counted(length), window, batchSize, seed: 1);
        foreach (var batch in batches.Epoch(0))
        {
            Assert.Equal((batchSize, window * batchSize), (batch.Rows, batch["x"].Indices.Length));
            for (var row = 0; row < batchSize; row++)
            {
                var first = batch["x"].Indices[row * window];
                Assert.Equal(Enumerable.Range(first, window), batch["x"].Indices.Slice(row * window, window).ToArray());
                Assert.Equal(Enumerable.Range(first + 1, window), batch["labels"].Indices.Slice(row * window, window).ToArray());
            }
        }
    }

    [Fact]
    public void Every_place_is_as_likely()
    {
        var counts = new int[10];
        var batches = new TokenBatches(Counted(14), length: 4, batchSize: 100, seed: 2) { Count = 100 };
        foreach (var batch in batches.Epoch(3))
        {
            for (var row = 0; row < batch.Rows; row++)
                counts[batch["x"].Indices[row * 4]]++;
        }
        Assert.All(counts, static count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Windows_depend_on_seed_and_step_alone()
    {
        TokenBatches first = Batches(seed: 3), second = Batches(seed: 3), other = Batches(seed: 4);
        var epochs = Enumerable.Range(0, 3).SelectMany(epoch => Starts(first, epoch)).ToList();
        Assert.Equal(3 * first.Count, epochs.Count);
        Assert.Equal(epochs.Count, epochs.Distinct().Count());
        Assert.Equal(epochs[(first.Count + 2)..(2 * first.Count)], Starts(second, epoch: 1, firstBatch: 2));
        Assert.Equal(epochs, Enumerable.Range(0, epochs.Count).Select(step => Start(second.Batch(step))));
        Assert.NotEqual(epochs[0], Start(other.Batch(0)));
        Assert.Empty(Starts(first, epoch: 0, firstBatch: first.Count));

        static TokenBatches Batches(long seed) => new(Counted(10_000), length: 25, batchSize: 16, seed);

        static string Start(MiniBatch batch) => string.Join(' ', batch["x"].Indices.ToArray().Where(static (_, i) => i % 25 == 0));

        static List<string> Starts(TokenBatches batches, int epoch, int firstBatch = 0)
        {
            List<string> starts = [];
            foreach (var batch in batches.Epoch(epoch, firstBatch))
                starts.Add(Start(batch));
            return starts;
        }
    }

    [Theory]
    [InlineData(1000, 10, 10, 10)]
    [InlineData(1099, 10, 10, 10)]
    [InlineData(50, 10, 10, 1)]
    public void An_epoch_has_as_many_tokens_as_the_stream(int length, int window, int batchSize, int count) =>
        Assert.Equal(count, new TokenBatches(Counted(length), window, batchSize).Count);

    [Fact]
    public void No_batch_allocates()
    {
        var batches = new TokenBatches(Counted(1000), length: 10, batchSize: 8);
        batches.Batch(0);
        Epoch();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Epoch();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Epoch()
        {
            foreach (var batch in batches.Epoch(0))
                batches = batch.Rows == 8 ? batches : throw new InvalidOperationException();
        }
    }

    [Fact]
    public void Two_loops_at_once_are_refused()
    {
        var batches = new TokenBatches(Counted(1000), length: 10, batchSize: 8);
        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (var _ in batches.Epoch(0))
                batches.Batch(5);
        });
    }

    [Fact]
    public void Windows_one_after_the_other_cover_the_run()
    {
        var rows = Counted(23).Windows(5);
        Assert.Equal(4, rows.Rows);
        for (var row = 0; row < 4; row++)
        {
            Assert.Equal(Enumerable.Range(5 * row, 5), rows.Indices("x", row).ToArray());
            Assert.Equal(Enumerable.Range(5 * row + 1, 5), rows.Indices("labels", row).ToArray());
        }
        Assert.Equal(4, Counted(21).Windows(5).Rows);
        Assert.Equal(3, Counted(20).Windows(5).Rows);
        Assert.Equal(1, Counted(6).Windows(5).Rows);
    }

    [Theory]
    [InlineData(0.9, 9)]
    [InlineData(0.25, 3)]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    public void A_split_is_in_order(double fraction, int count)
    {
        var (training, validation) = Counted(10).Split(fraction);
        Assert.Equal(Enumerable.Range(0, count), training.Tokens.ToArray());
        Assert.Equal(Enumerable.Range(count, 10 - count), validation.Tokens.ToArray());
        Assert.Equal((count, 10 - count, 10, 10), (training.Length, validation.Length, training.Vocabulary, validation.Vocabulary));
    }

    [Fact]
    public void A_token_outside_of_the_vocabulary_is_named_by_its_place()
    {
        Assert.StartsWith("tokens[2] is 5; the vocabulary has 5 tokens, 0 to 4.", Assert.Throws<ArgumentException>(static () => new TokenStream([0, 4, 5], 5)).Message, StringComparison.Ordinal);
        Assert.StartsWith("tokens[0] is -1;", Assert.Throws<ArgumentException>(static () => new TokenStream([-1], 5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new TokenStream([], 0));
        Assert.Throws<ArgumentNullException>(static () => new TokenStream(null!, 1));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        const string Short = "The run has 5 tokens, and a window takes 6: 5, and the one after them as the last label.";
        var stream = Counted(5);
        Assert.StartsWith(Short, Assert.Throws<ArgumentException>(() => new TokenBatches(stream, 5, 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith(Short, Assert.Throws<ArgumentException>(() => stream.Windows(5)).Message, StringComparison.Ordinal);
        Action[] calls =
        [
            () => stream.Windows(0), () => new TokenBatches(stream, 0, 1), () => new TokenBatches(stream, 1, 0), () => new TokenBatches(stream, 4, int.MaxValue),
            () => new TokenBatches(stream, 4, 1) { Count = 0 }, () => stream.Split(1.1), () => stream.Split(double.NaN),
        ];
        Assert.All(calls, static call => Assert.Throws<ArgumentOutOfRangeException>(call));
        var batches = new TokenBatches(stream, 4, 1);
        Assert.All(
            (Action[])[() => batches.Epoch(-1), () => batches.Epoch(0, 2), () => batches.Epoch(0, -1), () => batches.Batch(-1)],
            static call => Assert.Throws<ArgumentOutOfRangeException>(call));
    }

    private static TokenStream Counted(int length) => new([.. Enumerable.Range(0, length)], length);
}
