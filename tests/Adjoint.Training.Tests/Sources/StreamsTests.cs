using System.Collections.Concurrent;
using static Adjoint.Training.Tests.Tables.Tables;

namespace Adjoint.Training.Tests.Sources;

/// <summary>Rows that come one after another, and what is made ready ahead.</summary>
public sealed class StreamsTests
{
    [Fact]
    public void Prefetched_elements_come_in_their_order() =>
        Assert.Equal(Enumerable.Range(0, 1000), Enumerable.Range(0, 1000).Prefetch(ahead: 3));

    [Fact]
    public async Task Elements_are_made_ready_while_this_one_is_used_and_no_more_than_asked_for()
    {
        var made = new ConcurrentQueue<int>();
        var arrived = new SemaphoreSlim(0);
        using var loop = Enumerable.Range(0, 100).Select(i =>
        {
            made.Enqueue(i);
            arrived.Release();
            return i;
        }).Prefetch(ahead: 2).GetEnumerator();
        Assert.True(loop.MoveNext());
        // The one in use, two that wait, one that finds no room.
        for (var i = 0; i < 4; i++)
            Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.False(await arrived.WaitAsync(TimeSpan.FromMilliseconds(50)));
        Assert.Equal([0, 1, 2, 3], made);
    }

    [Fact]
    public void What_a_source_throws_comes_after_the_elements_before_it()
    {
        List<int> seen = [];
        var message = Refusal<FormatException>(() =>
        {
            foreach (var i in Faulty().Prefetch(ahead: 3))
                seen.Add(i);
        });
        Assert.Equal("seven", message);
        Assert.Equal(Enumerable.Range(0, 7), seen);
    }

    [Fact]
    public void A_loop_that_ends_early_ends_its_source()
    {
        var ended = false;
        foreach (var i in Endless())
        {
            if (i == 5)
                break;
        }
        Assert.True(ended);

        IEnumerable<int> Endless() => Source().Prefetch(ahead: 2);
        IEnumerable<int> Source()
        {
            try
            {
                for (var i = 0; ; i++)
                    yield return i;
            }
            finally
            {
                ended = true;
            }
        }
    }

    [Fact]
    public async Task Asynchronous_elements_come_in_their_order_and_with_what_they_throw()
    {
        List<int> seen = [];
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var i in FaultyAsync().Prefetch(ahead: 3))
                seen.Add(i);
        });
        Assert.Equal(Enumerable.Range(0, 7), seen);
    }

    [Fact]
    public async Task Training_on_a_stream_gives_the_bits_of_training_on_a_data_set()
    {
        var (x, labels) = Rows(rows: 203);
        var expected = new Streamed(seed: 1);
        using (var optimizer = new Adam(1e-2f))
        {
            foreach (var batch in new MiniBatches(new Dataset(x, 4, labels), 30, shuffle: false).Epoch(0))
                expected.TrainStep(batch, optimizer);
        }

        var streamed = new Streamed(seed: 1);
        using (var optimizer = new Adam(1e-2f))
        {
            foreach (var batch in Stream().Batches(streamed, batchSize: 30))
                streamed.TrainStep(batch, optimizer);
            Assert.Equal(7, optimizer.Steps);
        }
        Assert.True(expected.Parameters.SequenceEqual(streamed.Parameters));

        var asynchronous = new Streamed(seed: 1);
        using (var optimizer = new Adam(1e-2f))
        {
            await foreach (var batch in StreamAsync().Batches(asynchronous, batchSize: 30))
                asynchronous.TrainStep(batch, optimizer);
        }
        Assert.True(expected.Parameters.SequenceEqual(asynchronous.Parameters));

        IEnumerable<(float[] X, int Label)> Stream() => Enumerable.Range(0, labels.Length).Select(row => (x[(4 * row)..(4 * row + 4)], labels[row]));
        async IAsyncEnumerable<(float[] X, int Label)> StreamAsync()
        {
            foreach (var row in Stream())
            {
                await Task.Yield();
                yield return row;
            }
        }
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
    {
        var network = new Streamed(seed: 1);
        Assert.Contains(
            "Row 1 has 3 inputs and 1 targets; 'Streamed' reads 4 and compares with 1",
            Refusal<ArgumentException>(() => new[] { (new float[4], 0), (new float[3], 0) }.Batches(network, 8).Count()));
        Assert.Contains("The rows have targets, and 'Streamed' compares with labels", Refusal<ArgumentException>(() => new[] { (new float[4], new float[1]) }.Batches(network, 8)));
    }

    private static IEnumerable<int> Faulty()
    {
        for (var i = 0; i < 7; i++)
            yield return i;
        throw new FormatException("seven");
    }

    private static async IAsyncEnumerable<int> FaultyAsync()
    {
        foreach (var i in Faulty())
        {
            await Task.Yield();
            yield return i;
        }
    }

    private static (float[] X, int[] Labels) Rows(int rows)
    {
        var state = 1u;
        return ([.. Enumerable.Range(0, 4 * rows).Select(_ => (float)(2 * Uniform(ref state) - 1))], [.. Enumerable.Range(0, rows).Select(static i => i % 3)]);
    }
}

[Network, Input(4)]
[Dense(8), Tanh, Dense(3)]
[CrossEntropy]
public sealed partial class Streamed;
