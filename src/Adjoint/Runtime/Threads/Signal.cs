using System.Diagnostics;

namespace Adjoint.Runtime;

/// <summary>
/// What one thread waits for and others set: the waiter spins for some microseconds, then parks until it is woken. Setting it again before
/// the waiter has seen it changes nothing.
/// </summary>
internal sealed class Signal
{
    private const int Unset = 0;
    private const int IsSet = 1;
    private const int Parked = 2;

    /// <summary>Parking and waking cost tens of microseconds, about as much as the work between two forks of a training step.</summary>
    private static readonly long SpinTicks = Environment.ProcessorCount > 1 ? Stopwatch.Frequency * 50 / 1_000_000 : 0;

    private readonly AutoResetEvent wake = new(false);
    private int state;

    /// <summary>Releases the waiter, or the next one to come. What was written before is visible to it.</summary>
    public void Set()
    {
        if (Interlocked.Exchange(ref state, IsSet) == Parked)
            wake.Set();
    }

    /// <summary>Returns when the signal has been set, and takes it back.</summary>
    public void Wait()
    {
        if (!SpinUntilSet() && Interlocked.CompareExchange(ref state, Parked, Unset) == Unset)
            Park();
        // An exchange rather than a store: it reads the latest setting, and so sees all that was written before that one too.
        Interlocked.Exchange(ref state, Unset);
    }

    private bool SpinUntilSet()
    {
        var deadline = Stopwatch.GetTimestamp() + SpinTicks;
        do
        {
            for (var i = 0; i < 16; i++)
            {
                if (Volatile.Read(ref state) == IsSet)
                    return true;
                Thread.SpinWait(1);
            }
        }
        while (Stopwatch.GetTimestamp() < deadline);
        return false;
    }

    /// <summary>Sleeps until <see cref="Set"/>. An interruption is put off until then: others may still be using the waiter's memory.</summary>
    private void Park()
    {
        var interrupted = false;
        while (true)
        {
            try
            {
                wake.WaitOne();
                break;
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }
        if (interrupted)
            Thread.CurrentThread.Interrupt();
    }
}
