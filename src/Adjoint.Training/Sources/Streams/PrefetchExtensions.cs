using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace Adjoint.Training;

/// <summary>Has what comes next made ready on another thread while this one computes.</summary>
public static class PrefetchExtensions
{
    /// <summary>The same elements in the same order; a thread of its own makes a few of them ready. What that throws comes after the elements before it.</summary>
    /// <param name="source">Where they come from. It is not asked for more once the loop has ended.</param>
    /// <param name="ahead">How many wait at most. Elements that are reused, such as the batch of <see cref="MiniBatches"/>, must not be made ready ahead.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ahead"/> is below 1.</exception>
    public static IEnumerable<T> Prefetch<T>(this IEnumerable<T> source, int ahead = 1)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        return Run(source, ahead);
    }

    /// <inheritdoc cref="Prefetch{T}(IEnumerable{T}, int)"/>
    public static IAsyncEnumerable<T> Prefetch<T>(this IAsyncEnumerable<T> source, int ahead = 1)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        return Run(source, ahead, default);
    }

    private static IEnumerable<T> Run<T>(IEnumerable<T> source, int ahead)
    {
        using var ready = new BlockingCollection<T>(ahead);
        using var end = new CancellationTokenSource();
        ExceptionDispatchInfo? fault = null;
        var producer = Task.Factory.StartNew(Produce, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var item in ready.GetConsumingEnumerable())
                yield return item;
            fault?.Throw();
        }
        finally
        {
            end.Cancel();
            producer.Wait(CancellationToken.None);
        }

        void Produce()
        {
            try
            {
                foreach (var item in source)
                    ready.Add(item, end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // The loop has ended.
            }
            catch (Exception thrown)
            {
                fault = ExceptionDispatchInfo.Capture(thrown);
            }
            finally
            {
                ready.CompleteAdding();
            }
        }
    }

    private static async IAsyncEnumerable<T> Run<T>(IAsyncEnumerable<T> source, int ahead, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var ready = Channel.CreateBounded<T>(new BoundedChannelOptions(ahead) { SingleReader = true, SingleWriter = true });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var producer = Task.Run(Produce, CancellationToken.None);
        try
        {
            await foreach (var item in ready.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                yield return item;
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await producer.ConfigureAwait(false);
        }

        async Task Produce()
        {
            try
            {
                await foreach (var item in source.WithCancellation(end.Token).ConfigureAwait(false))
                    await ready.Writer.WriteAsync(item, end.Token).ConfigureAwait(false);
                ready.Writer.Complete();
            }
            catch (Exception thrown)
            {
                ready.Writer.Complete(thrown);
            }
        }
    }
}
