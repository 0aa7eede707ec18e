using System.Numerics;
using System.Runtime.InteropServices;

namespace Adjoint.Training;

/// <summary>
/// Takes the steps of a run together with other processes: each computes the gradients of its <see cref="Shards{T}"/>, all collect those of all, and everyone adds them up in the
/// order of the shards. So equal networks stay equal, and a run has the same bits on any number of processes.
/// </summary>
internal sealed class ClusterStepper<T> : IStepper
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ITrainable network;
    private readonly TrainingOptions options;
    private readonly Guard guard;
    private readonly StepWeight weight;
    private readonly Shards<T> shards;
    private readonly GradientBuffer part, sum;
    private readonly T[] statistics;

    public ClusterStepper(ITrainable network, TrainingOptions options, Guard guard)
    {
        (this.network, this.options, this.guard, weight) = (network, options, guard, new StepWeight(network));
        shards = new Shards<T>(network.Layout, options.Cluster!, options.Reproducible);
        (part, sum, statistics) = (new GradientBuffer(network, shards), new GradientBuffer(network), new T[network.Layout.Statistics]);
    }

    public Step? Learn(MiniBatch batch, bool isLast, RunState state)
    {
        var rate = options.Optimizer.Rate;
        shards.Begin();
        network.Gradient(batch, part);
        // A number of the network's type, as that of a run without a cluster is.
        var loss = double.CreateTruncating(T.CreateTruncating(options.Reproducible ? Gathered() : Summed()));
        guard.Check(loss, batch, state, state.Batch);
        if (!network.Apply(sum, options.Optimizer))
            guard.Check(double.NaN, batch, state, state.Batch);
        network.TrainingStep++;
        Accept();
        return new Step(loss, weight.Of(batch), batch.Rows, rate);
    }

    /// <summary>All shards of all processes, added up in their order.</summary>
    private double Gathered()
    {
        shards.Gather();
        return shards.Sum(sum.Values<T>(), statistics);
    }

    /// <summary>What each process has, added up in whichever order.</summary>
    private double Summed()
    {
        double[] loss = [shards.Sum(sum.Values<T>(), statistics)];
        options.Cluster!.Sum(loss);
        if (typeof(T) == typeof(double))
            options.Cluster.Sum(sum.Values<double>());
        else
            options.Cluster.Sum(sum.Values<float>());
        TakeStatistics(options.Cluster);
        return loss[0];
    }

    /// <summary>Those of a process that has rows: all of these have the same.</summary>
    private void TakeStatistics(ICluster cluster)
    {
        if (statistics.Length == 0)
            return;
        var all = new T[(statistics.Length + 1) * cluster.Size];
        T[] own = [shards.AreEmpty ? T.Zero : T.One, .. statistics];
        cluster.Gather(MemoryMarshal.AsBytes<T>(own), MemoryMarshal.AsBytes(all.AsSpan()));
        var place = 0;
        while (all[place] == T.Zero)
            place += own.Length;
        all.AsSpan(place + 1, statistics.Length).CopyTo(statistics);
    }

    private void Accept()
    {
        if (network is Objective<T> objective)
            objective.Accept(statistics);
        else
            statistics.CopyTo(Weights<T>.Block(network).Statistics);
    }
}
