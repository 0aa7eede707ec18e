using System.Diagnostics;

namespace Adjoint.Benchmarks.Peers;

/// <summary>One method, called as users call it, again and again.</summary>
internal abstract class RepeatedCall : IRun
{
    private const int WarmUpShare = 10;

    public abstract float[] Answer();

    public virtual double Time(int iterations)
    {
        for (var i = 0; i <= iterations / WarmUpShare; i++)
            Call();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < iterations; i++)
            Call();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public virtual void Dispose()
    {
    }

    protected abstract void Call();
}
