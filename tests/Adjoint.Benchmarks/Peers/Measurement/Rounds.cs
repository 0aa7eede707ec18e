using System.Diagnostics;

namespace Adjoint.Benchmarks.Peers;

/// <summary>What one contender reached at one workload.</summary>
/// <param name="Contender">Who.</param>
/// <param name="Seconds">The seconds of one call, round by round.</param>
/// <param name="AllocatedBytes">The bytes that .NET allocated for one call; null where .NET does not do the work.</param>
internal sealed record Measurement(IContender Contender, double[] Seconds, double? AllocatedBytes)
{
    /// <summary>How many times the other's time this one takes: the median of the ratios within each round, as a drifting clock moves both alike.</summary>
    public double RatioTo(Measurement other) => Summary.Of(Seconds.Zip(other.Seconds, (mine, others) => mine / others)).Median;
}

/// <summary>Times contenders in alternation, so that what slows the machine slows all of them.</summary>
internal static class Rounds
{
    // Thread pools of the peers spin for a while after a call in the hope of another; the next contender should not pay for it.
    private const int SettleMilliseconds = 10;

    /// <summary>
    /// .NET compiles again, and better, what has been called for a while: a tenth of a second after the last new method, and then in the background. That concerns
    /// the calls of native libraries too.
    /// </summary>
    private const double WarmUpSeconds = 1;

    /// <summary>Runs the rounds; in each the first to start is another.</summary>
    public static Measurement[] Measure(IReadOnlyList<(IContender Contender, IRun Run)> entrants, PeersOptions options)
    {
        foreach (var entrant in entrants)
            WarmUp(entrant.Run);
        int[] iterations = [.. entrants.Select(entrant => Calibrate(entrant.Run, options.SampleSeconds))];
        Measurement[] measurements = [.. entrants.Select((entrant, i) =>
            new Measurement(entrant.Contender, new double[options.Rounds], Allocation(entrant, iterations[i])))];
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var turn = 0; turn < entrants.Count; turn++)
            {
                var i = (round + turn) % entrants.Count;
                Thread.Sleep(SettleMilliseconds);
                measurements[i].Seconds[round] = entrants[i].Run.Time(iterations[i]) / iterations[i];
            }
        }

        return measurements;
    }

    private static void WarmUp(IRun run)
    {
        var start = Stopwatch.GetTimestamp();
        for (var iterations = 1; Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds; iterations = Math.Min(2 * iterations, 1024))
            run.Time(iterations);
    }

    /// <summary>How many calls fill a sample: doubled until they do, which also warms everything up.</summary>
    private static int Calibrate(IRun run, double sampleSeconds)
    {
        for (var iterations = 1; ; iterations *= 2)
        {
            var seconds = run.Time(iterations);
            if (seconds >= sampleSeconds)
                return iterations;
            // Close enough to go there at once, with a tenth to spare.
            if (seconds >= sampleSeconds / 4)
                return (int)Math.Ceiling(1.1 * iterations * sampleSeconds / seconds);
        }
    }

    private static double? Allocation((IContender Contender, IRun Run) entrant, int iterations)
    {
        if (!entrant.Contender.Managed)
            return null;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        entrant.Run.Time(iterations);
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / iterations;
    }
}
