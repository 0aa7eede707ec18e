using System.Diagnostics;
using System.Globalization;
using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Checkpoints;

/// <summary>A run that is killed, at any moment and with any number of threads, ends bit for bit as one that was not.</summary>
public sealed class KilledRunTests
{
    /// <summary>The least that a checkpoint of the run has, so that one that is to stall does, and does not run to its end.</summary>
    private const int LeastBytes = 3000;

    [Fact, Trait("Set", "Slow")]
    public void A_run_that_is_killed_fifty_times_ends_as_one_that_was_not() => Kill(50);

    /// <summary>Kills runs as often as it is told; returns how often in the middle of writing.</summary>
    internal static int Kill(int kills)
    {
        var network = new Dropping(seed: 1);
        var expected = KilledProgram.Train(network, folder: null, static stream => stream, slowly: false);
        // A run has 480 steps: after some kills it must be allowed to end.
        const int chain = 25;
        var inTheWrite = 0;
        Parallel.For(0, (kills + chain - 1) / chain, new ParallelOptions { MaxDegreeOfParallelism = 2 }, number =>
        {
            using var folder = new ScratchDirectory();
            var random = new Random(number);
            for (var i = 0; i < Math.Min(chain, kills - number * chain); i++)
            {
                if (Kill(folder.Path, random, inTheWriting: i % 3 == 0))
                    Interlocked.Increment(ref inTheWrite);
            }
            Survives(folder, expected, Bits.Of(network));
        });
        Assert.True(inTheWrite >= kills / 5, $"{inTheWrite} of {kills} were killed in the middle of writing.");
        return inTheWrite;
    }

    private static void Survives(ScratchDirectory folder, Run expected, byte[] best)
    {
        var (survivor, last) = (new Dropping(seed: 1), new Dropping(seed: 1));
        var run = KilledProgram.Train(survivor, folder.Path, static stream => stream, slowly: false);
        Assert.Equal(best, Bits.Of(survivor));
        run.Last.CopyTo(survivor);
        expected.Last.CopyTo(last);
        Assert.Equal(Bits.Of(last), Bits.Of(survivor));
        Assert.Equal(expected.History.Losses.ToArray(), run.History.Losses.ToArray());
        Assert.Equal(expected.History.Rates.ToArray(), run.History.Rates.ToArray());
        Assert.Equal(expected.History.Epochs.Select(Measured), run.History.Epochs.Select(Measured));
        Assert.Equal(expected.Best!.Epoch, run.Best!.Epoch);
        Assert.DoesNotContain(folder.Names, static name => name.StartsWith(".adjoint", StringComparison.Ordinal));
    }

    /// <summary>Starts a program that trains, and kills it: after some steps and a moment, or in the middle of writing a checkpoint. Returns whether it was that.</summary>
    private static bool Kill(string folder, Random random, bool inTheWriting)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(KilledProgram).Assembly.Location);
        start.ArgumentList.Add(folder);
        foreach (var number in (int[])[inTheWriting ? random.Next(1, LeastBytes) : -1, random.Next(1, 3), random.Next(2, 9)])
            start.ArgumentList.Add(number.ToString(CultureInfo.InvariantCulture));
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var process = Process.Start(start)!;
        var lines = random.Next(1, 25);
        var stalls = false;
        while (process.StandardOutput.ReadLine() is { } line && !stalls)
        {
            stalls = line == "stalls";
            if (stalls || (!inTheWriting && --lines == 0))
                break;
        }
        if (!stalls)
            Thread.Sleep(TimeSpan.FromMilliseconds(2 * random.NextDouble()));
        process.Kill();
        process.WaitForExit();
        return stalls;
    }

    private static (int, long, double, double?, double, float) Measured(EpochRecord epoch) =>
        (epoch.Epoch, epoch.Steps, epoch.RunningLoss, epoch.ValidationLoss, epoch.Of<Accuracy>(), epoch.Rate);
}
