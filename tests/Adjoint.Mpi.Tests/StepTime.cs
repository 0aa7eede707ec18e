using System.Diagnostics;
using System.Globalization;

namespace Adjoint.Mpi.Tests;

/// <summary>
/// What a step of LeNet-5 takes on some processes, and what its parts say that it should: ⌈8/p⌉ shards' gradients, one collection of eight gradients, their sum and the optimizer's
/// update (docs/mpi.md).
/// </summary>
internal static class StepTime
{
    private const int Shards = 8, Batches = 39;

    /// <summary>Measures steps of a run and the parts of one by themselves; process 0 prints milliseconds, medians.</summary>
    public static int Measure(int count)
    {
        using var cluster = Cluster.Join();
        var data = RanksProgram.Digits().Take(Batches * RanksProgram.BatchSize);
        var network = new LeNet5(seed: 1) { Threads = 1 };
        var (times, clock) = (new List<double>(), Stopwatch.StartNew());
        Trainer.Fit(network, data, RanksProgram.Options(cluster) with
        {
            Epochs = (count + Batches - 1) / Batches,
            StepEnded = _ =>
            {
                times.Add(clock.Elapsed.TotalMilliseconds);
                clock.Restart();
            },
        });
        var (shard, gather, sum, update) = Parts(cluster, network, data.Take(RanksProgram.BatchSize / Shards), count);
        var each = (Shards + cluster.Size - 1) / cluster.Size;
        if (cluster.Rank == 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{cluster.Size} processes, {RanksProgram.BatchSize} rows: {Median(times):0.000} ms a step; its parts are {each} × {shard:0.000} ms for a shard's gradient, "
                + $"{gather:0.000} ms to collect eight of {network.Parameters.Length * sizeof(float):#,0} bytes, {sum:0.000} ms to add them up, {update:0.000} ms for Adam: {each * shard + gather + sum + update:0.000} ms"));
        return 0;
    }

    private static (double Shard, double Gather, double Sum, double Update) Parts(Cluster cluster, LeNet5 network, Dataset rows, int count)
    {
        var (optimizer, batch) = (new Adam(1e-3f), rows.ToBatch());
        var (part, sum, trained) = (new GradientBuffer(network), new GradientBuffer(network), (ITrainable)network);
        var own = new byte[(Shards + cluster.Size - 1) / cluster.Size * part.Length * sizeof(float)];
        var all = new byte[own.Length * cluster.Size];
        return (
            Time(() => trained.Gradient(batch, part)),
            Time(() => cluster.Gather(own, all)),
            Time(() =>
            {
                for (var shard = 0; shard < Shards; shard++)
                    sum.Add(part, 0.125);
            }),
            Time(() => trained.Apply(sum, optimizer)));

        // Together, as in a run, where memory and clocks are shared.
        double Time(Action work)
        {
            var times = new List<double>();
            for (var i = 0; i < count; i++)
            {
                cluster.Wait();
                var clock = Stopwatch.StartNew();
                work();
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
            return Median(times);
        }
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
