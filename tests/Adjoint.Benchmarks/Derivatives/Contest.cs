using System.Diagnostics;
using Adjoint.Benchmarks.Peers;

namespace Adjoint.Benchmarks.Derivatives;

/// <summary>Two pieces of work timed in alternation.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Most">The ratio that the first should not exceed.</param>
/// <param name="Work">What is judged.</param>
/// <param name="Yardstick">What it is compared with.</param>
internal sealed record Contest(string Name, double Most, Action Work, Action Yardstick)
{
    private const int Rounds = 15;
    private const double SampleSeconds = 0.02;

    /// <summary>Times both; the ratio is the median of the rounds' ratios.</summary>
    public (double Work, double Yardstick, double Ratio, double Bytes) Run()
    {
        var (workTurns, yardstickTurns) = (Calibrate(Work), Calibrate(Yardstick));
        var (work, yardstick) = (new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            work[round] = Time(Work, workTurns);
            yardstick[round] = Time(Yardstick, yardstickTurns);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        Time(Work, workTurns);
        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / workTurns;
        return (Summary.Of(work).Median, Summary.Of(yardstick).Median, Summary.Of(work.Zip(yardstick, (a, b) => a / b)).Median, bytes);
    }

    /// <summary>Calls that fill a sample, once the code is as fast as it gets.</summary>
    private static int Calibrate(Action action)
    {
        var turns = 1;
        while (Time(action, turns) * turns < SampleSeconds)
            turns *= 2;
        return turns;
    }

    private static double Time(Action action, int turns)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < turns; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / turns;
    }
}
