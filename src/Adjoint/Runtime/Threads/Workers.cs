using System.Runtime.CompilerServices;
using System.ComponentModel;
using System.Runtime.ExceptionServices;

namespace Adjoint.Runtime;

/// <summary>Persistent threads that share out the blocks of a batch.</summary>
/// <remarks>
/// <para>
/// One caller at a time owns the threads; whoever finds them taken (another caller, or work that itself forks) does its items alone, so there
/// is nothing to wait for and no deadlock. The threads are started on first need, sleep between calls, and do not keep a process alive.
/// </para>
/// <para>
/// A call opens a gate, signals its helpers, deals out items by a counter, and closes the gate when the counter has run out. It waits only for
/// helpers that came in: one that the operating system has not woken in time finds the gate closed, and delays nobody.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Workers
{
    /// <summary>The most threads that share one call, the caller's among them.</summary>
    public const int MaxThreads = 64;

    /// <summary>The sign bit of <see cref="gate"/>.</summary>
    private const int Closed = int.MinValue;

    private static readonly Signal[] starts = new Signal[MaxThreads];
    private static readonly Signal finished = new();

    /// <summary>1 while a call owns the threads and the fields below.</summary>
    private static int owned;

    /// <summary>The threads that exist, the caller's among them.</summary>
    private static int existing = 1;

    /// <summary>How many helpers are inside, and whether more may enter.</summary>
    private static int gate = Closed;

    // The call in progress: written before the gate opens, read by those inside.
    private static delegate*<void*, int, int, void> currentWork;
    private static void* currentContext;
    private static int currentItems;
    private static int currentThreads;

    /// <summary>The items handed out so far; long, because every thread counts once past the end.</summary>
    private static long dealt;

    /// <summary>The first exception of the call in progress.</summary>
    private static ExceptionDispatchInfo? failure;

    /// <summary>Calls <paramref name="work"/> once for each item from 0 to <paramref name="items"/> − 1 and returns when all have ended.</summary>
    /// <param name="work">
    /// Receives the context, the item, and the number of the thread that runs it, from 0 to <paramref name="threads"/> − 1; no two items run at
    /// the same time under one number. An exception ends the call: no further items are begun, and the caller receives the first.
    /// </param>
    /// <param name="context">Passed on to <paramref name="work"/>.</param>
    /// <param name="items">The number of items.</param>
    /// <param name="threads">The most threads to use, the caller's among them; more than <see cref="MaxThreads"/> counts as that.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(delegate*<void*, int, int, void> work, void* context, int items, int threads)
    {
        threads = Math.Min(Math.Min(threads, items), MaxThreads);
        if (threads > 1 && Interlocked.CompareExchange(ref owned, 1, 0) == 0)
        {
            Share(work, context, items, threads);
            return;
        }
        for (var item = 0; item < items; item++)
            work(context, item, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Share(delegate*<void*, int, int, void> work, void* context, int items, int threads)
    {
        ExceptionDispatchInfo? thrown;
        try
        {
            StartUpTo(threads);
            currentWork = work;
            currentContext = context;
            currentItems = items;
            currentThreads = threads;
            dealt = 0;
            failure = null;
            Volatile.Write(ref gate, 0);
            for (var thread = 1; thread < threads; thread++)
                starts[thread].Set();

            TakeItems(0);

            if (Interlocked.Or(ref gate, Closed) != 0)
                finished.Wait();
            (thrown, failure) = (failure, null);
        }
        finally
        {
            Volatile.Write(ref owned, 0);
        }
        thrown?.Throw();
    }

    private static void StartUpTo(int threads)
    {
        for (; existing < threads; existing++)
        {
            starts[existing] = new Signal();
            new Thread(Help) { IsBackground = true, Name = $"Adjoint worker {existing}" }.UnsafeStart(existing);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Help(object? number)
    {
        var thread = (int)number!;
        while (true)
        {
            starts[thread].Wait();
            if (!TryEnter())
                continue;
            // A helper that comes late may find itself in a later call, which may want fewer.
            if (thread < currentThreads)
                TakeItems(thread);
            if (Interlocked.Decrement(ref gate) == Closed)
                finished.Set();
        }
    }

    private static bool TryEnter()
    {
        var seen = Volatile.Read(ref gate);
        while (seen >= 0)
        {
            var found = Interlocked.CompareExchange(ref gate, seen + 1, seen);
            if (found == seen)
                return true;
            seen = found;
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeItems(int thread)
    {
        var work = currentWork;
        var context = currentContext;
        var items = currentItems;
        try
        {
            for (long item; (item = Interlocked.Increment(ref dealt) - 1) < items;)
                work(context, (int)item, thread);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            Interlocked.Exchange(ref dealt, items);
        }
    }
}
