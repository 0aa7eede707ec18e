using System.Diagnostics;
using Adjoint.Runtime;

namespace Adjoint.Tests.Networks;

public unsafe class WorkersTests
{
    private const int MaxItems = 1024;

    /// <summary>What the work of these tests writes down.</summary>
    private struct Log
    {
        public fixed int Runs[MaxItems];
        public fixed int Busy[Workers.MaxThreads];
        public int Total;
        public int Threads;
        public int Faults;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(1000)]
    public void Every_item_runs_once_whatever_the_numbers(int threads)
    {
        foreach (var items in new[] { 0, 1, 2, 3, 7, 15, 16, 17, 64, 1000 })
        {
            for (var repetition = 0; repetition < 20; repetition++)
            {
                var log = new Log { Threads = Math.Min(threads, Workers.MaxThreads) };
                Workers.Run(&Record, &log, items, threads);
                AssertEachRanOnce(&log, items);
                Assert.Equal(0, log.Faults);
            }
        }
    }

    [Fact]
    public void Items_run_at_the_same_time()
    {
        // Another test may own the threads at this moment: then the items run one after the other, and a later attempt succeeds.
        var meeting = new Log();
        var clock = Stopwatch.StartNew();
        while (meeting.Total < 2 && clock.Elapsed < TimeSpan.FromSeconds(60))
        {
            meeting.Total = 0;
            Workers.Run(&Meet, &meeting, 2, 2);
        }
        Assert.Equal(2, meeting.Total);
    }

    [Fact]
    public void Work_that_forks_itself_is_done()
    {
        var log = new Log();
        Workers.Run(&Fork, &log, 16, 4);
        AssertEachRanOnce(&log, 16 * 16);
    }

    [Fact]
    public void Callers_at_the_same_time_do_not_disturb_each_other()
    {
        var failures = new Exception?[4];
        var callers = Enumerable.Range(0, failures.Length).Select(i => new Thread(() => failures[i] = Xunit.Record.Exception(CallOften))).ToArray();
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.All(failures, Assert.Null);

        static void CallOften()
        {
            for (var repetition = 0; repetition < 1000; repetition++)
            {
                var log = new Log { Threads = 3 };
                Workers.Run(&Record, &log, 13, 3);
                AssertEachRanOnce(&log, 13);
                Assert.Equal(0, log.Faults);
            }
        }
    }

    [Fact]
    public void An_exception_reaches_the_caller_and_the_threads_work_on()
    {
        for (var repetition = 0; repetition < 200; repetition++)
        {
            var log = new Log { Threads = 3 };
            var at = (nint)(&log);
            var thrown = Assert.Throws<InvalidOperationException>(() => Workers.Run(&ThrowAtFive, (void*)at, 64, 3));
            Assert.Equal("item 5", thrown.Message);
            Assert.Equal(1, log.Runs[5]);

            var next = new Log { Threads = 3 };
            Workers.Run(&Record, &next, 64, 3);
            AssertEachRanOnce(&next, 64);
        }
    }

    [Fact]
    public void An_exception_of_a_helper_reaches_the_caller()
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(60))
        {
            var meeting = new Log();
            var at = (nint)(&meeting);
            if (Xunit.Record.Exception(() => Workers.Run(&ThrowInHelper, (void*)at, 2, 2)) is { } thrown)
            {
                Assert.Equal("helper", Assert.IsType<InvalidOperationException>(thrown).Message);
                return;
            }
        }
        Assert.Fail("no helper came within a minute");
    }

    [Fact]
    public void An_interrupted_caller_still_waits_for_its_helpers()
    {
        var log = new Log();
        var at = (nint)(&log);
        var completed = 0;
        Exception? interruption = null;
        var caller = new Thread(() =>
        {
            Workers.Run(&MeetThenLinger, (void*)at, 2, 2);
            completed = ((Log*)at)->Runs[0] + ((Log*)at)->Runs[1];
            interruption = Xunit.Record.Exception(() => Thread.Sleep(TimeSpan.FromMinutes(1)));
        });
        caller.Start();
        Thread.Sleep(20);
        caller.Interrupt();
        caller.Join();
        Assert.Equal(2, completed);
        Assert.IsType<ThreadInterruptedException>(interruption);
    }

    [Fact]
    public void Calls_allocate_nothing_awake_or_asleep()
    {
        var log = new Log { Threads = 4 };
        Workers.Run(&Record, &log, 16, 4);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var repetition = 0; repetition < 1000; repetition++)
        {
            if (repetition % 100 == 0)
                Thread.Sleep(2);
            Workers.Run(&Record, &log, 16, 4);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void No_wakeup_is_lost_in_many_quick_forks()
    {
        // The number of threads changes, so that a helper that wakes late may find a call that has no place for it.
        var log = new Log();
        for (var repetition = 0; repetition < 50_000; repetition++)
        {
            log.Threads = 2 + repetition % 5;
            Workers.Run(&Count, &log, 4 + repetition % 5, log.Threads);
        }
        Assert.Equal(50_000 * 6, log.Total);
        Assert.Equal(0, log.Faults);
    }

    [Fact]
    public void No_wakeup_is_lost_by_sleeping_helpers()
    {
        var log = new Log { Threads = 4 };
        for (var repetition = 0; repetition < 300; repetition++)
        {
            Thread.Sleep(1);
            Workers.Run(&Count, &log, 8, 4);
        }
        Assert.Equal(300 * 8, log.Total);
    }

    private static void Record(void* context, int item, int thread)
    {
        var log = (Log*)context;
        Interlocked.Increment(ref log->Runs[item]);
        Interlocked.Increment(ref log->Total);
        if (thread < 0 || thread >= log->Threads || Interlocked.Exchange(ref log->Busy[thread], 1) != 0)
        {
            Interlocked.Increment(ref log->Faults);
            return;
        }
        Thread.SpinWait(item % 3);
        Volatile.Write(ref log->Busy[thread], 0);
    }

    private static void Count(void* context, int item, int thread)
    {
        var log = (Log*)context;
        Interlocked.Increment(ref log->Total);
        if (thread >= log->Threads)
            Interlocked.Increment(ref log->Faults);
    }

    private static void Fork(void* context, int item, int thread)
    {
        var inner = new Log { Threads = 4 };
        Workers.Run(&Record, &inner, 16, 4);
        for (var i = 0; i < 16; i++)
        {
            ((Log*)context)->Runs[item * 16 + i] = inner.Runs[i];
            Interlocked.Add(ref ((Log*)context)->Total, inner.Runs[i]);
        }
    }

    /// <summary>Waits until both items have begun, or gives up and takes its arrival back.</summary>
    private static void Meet(void* context, int item, int thread)
    {
        ref var arrived = ref ((Log*)context)->Total;
        Interlocked.Increment(ref arrived);
        var clock = Stopwatch.StartNew();
        while (Volatile.Read(ref arrived) < 2 && clock.Elapsed < TimeSpan.FromSeconds(2))
            Thread.Yield();
        Interlocked.CompareExchange(ref arrived, 0, 1);
    }

    /// <summary>The helper's item outlasts the caller's by far, without sleeping: the caller is the one to be interrupted.</summary>
    private static void MeetThenLinger(void* context, int item, int thread)
    {
        Meet(context, item, thread);
        var clock = Stopwatch.StartNew();
        while (thread == 1 && clock.ElapsedMilliseconds < 100)
            Thread.SpinWait(100);
        Volatile.Write(ref ((Log*)context)->Runs[item], 1);
    }

    private static void ThrowAtFive(void* context, int item, int thread)
    {
        Record(context, item, thread);
        if (item == 5)
            throw new InvalidOperationException("item 5");
    }

    private static void ThrowInHelper(void* context, int item, int thread)
    {
        Meet(context, item, thread);
        if (thread == 1)
            throw new InvalidOperationException("helper");
    }

    private static void AssertEachRanOnce(Log* log, int items)
    {
        for (var item = 0; item < MaxItems; item++)
            Assert.True(log->Runs[item] == (item < items ? 1 : 0), $"item {item} of {items} ran {log->Runs[item]} times");
        Assert.Equal(items, log->Total);
    }
}
