using System.Numerics;
using System.Runtime.InteropServices;

namespace Adjoint.Training;

/// <summary>
/// Takes the steps of a run together with other processes: each computes the gradients of its <see cref="Shards"/>, all collect those of all, and everyone adds them up in the
/// order of the shards. So equal networks stay equal, and a run has the same bits on any number of processes.
/// </summary>
internal sealed class ClusterStepper<T> : IStepper
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Before a gradient: Σ w, Σ w·loss and the rows.</summary>
    private const int Head = 3 * sizeof(double);

    private readonly ITrainable network;
    private readonly TrainingOptions options;
    private readonly ICluster cluster;
    private readonly Guard guard;
    private readonly StepWeight weight;
    private readonly Shards shards;
    private readonly GradientBuffer part, sum;
    private readonly int statistics, slot, each;
    private readonly byte[] own, all;
    private readonly T[] before, means;

    public ClusterStepper(ITrainable network, TrainingOptions options, Guard guard)
    {
        (this.network, this.options, this.guard, cluster) = (network, options, guard, options.Cluster!);
        (weight, shards, part, sum) = (new StepWeight(network), new Shards(network), new GradientBuffer(network), new GradientBuffer(network));
        statistics = network.Layout.Statistics;
        // Each begins where doubles may.
        slot = (Head + (network.Layout.Count + statistics) * Marshal.SizeOf<T>() + 7) / 8 * 8;
        each = (Shards.Count + cluster.Size - 1) / cluster.Size;
        (own, all) = (new byte[each * slot], new byte[options.Reproducible ? checked(each * slot * cluster.Size) : 0]);
        (before, means) = (new T[statistics], new T[statistics]);
    }

    private Span<T> Statistics => Weights<T>.Block(network).All[^statistics..];

    public Step? Learn(MiniBatch batch, bool isLast, RunState state)
    {
        var (rate, masks) = (options.Optimizer.Rate, network.TrainingStep);
        Statistics.CopyTo(before);
        for (var i = 0; i < each; i++)
            Compute(batch, cluster.Rank * each + i, own.AsSpan(i * slot, slot), masks);
        var (weights, losses, rows) = options.Reproducible ? Gathered() : Summed();
        // What the shards have left here is taken over with the step: one that is refused leaves everything as it was.
        Restore(masks);
        var loss = weights > 0 ? losses / weights : 0;
        guard.Check(loss, batch, state, state.Batch);
        sum.Scale(weights > 0 ? 1 / weights : 0);
        // As many gradients as there are shards were drawn masks for, wherever.
        network.TrainingStep = masks + Shards.Count;
        means.CopyTo(Statistics);
        if (network.Apply(sum, options.Optimizer))
            return new Step(network.Precision == Precision.Double ? loss : (float)loss, weights, rows, rate);
        Restore(masks);
        guard.Check(double.NaN, batch, state, state.Batch);
        return null;
    }

    private void Restore(long masks)
    {
        network.TrainingStep = masks;
        before.CopyTo(Statistics);
    }

    /// <summary>The gradient of one shard, and what it counts.</summary>
    private void Compute(MiniBatch batch, int shard, Span<byte> into, long masks)
    {
        var head = MemoryMarshal.Cast<byte, double>(into[..Head]);
        head.Clear();
        if (shard >= Shards.Count || shards.Of(batch, shard) is not { } rows)
            return;
        // Masks of dropout follow from the shard, not from who computes it; statistics begin alike for all.
        Restore(masks + shard);
        var loss = network.Gradient(rows, part);
        var counted = weight.Exactly(rows);
        // The network does not count a gradient that is not finite.
        (head[0], head[1], head[2]) = (counted, network.TrainingStep == masks + shard ? double.NaN : counted * loss, rows.Rows);
        part.Values<T>().CopyTo(Numbers(into));
        Statistics.CopyTo(Numbers(into)[part.Length..]);
    }

    /// <summary>All shards of all processes, added up in their order.</summary>
    private (double Weights, double Losses, int Rows) Gathered()
    {
        cluster.Gather(own, all);
        sum.Clear();
        Array.Clear(means);
        var (weights, losses, rows) = (0.0, 0.0, 0.0);
        for (var shard = 0; shard < Shards.Count; shard++)
        {
            var from = all.AsSpan(shard * slot, slot);
            var head = MemoryMarshal.Cast<byte, double>(from[..Head]);
            Add(from, head);
            (weights, losses, rows) = (weights + head[0], losses + head[1], rows + head[2]);
        }
        Divide(means, rows);
        return (weights, losses, (int)rows);
    }

    /// <summary>What each process has, added up in whichever order.</summary>
    private (double Weights, double Losses, int Rows) Summed()
    {
        sum.Clear();
        Array.Clear(means);
        var totals = new double[3];
        for (var i = 0; i < each; i++)
        {
            var from = own.AsSpan(i * slot, slot);
            var head = MemoryMarshal.Cast<byte, double>(from[..Head]);
            Add(from, head);
            for (var j = 0; j < totals.Length; j++)
                totals[j] += head[j];
        }
        cluster.Sum(totals);
        Sum(sum.Values<T>());
        Sum(means);
        Divide(means, totals[2]);
        return (totals[0], totals[1], (int)totals[2]);
    }

    private void Sum(Span<T> values)
    {
        if (values.IsEmpty)
            return;
        if (typeof(T) == typeof(double))
            cluster.Sum(MemoryMarshal.Cast<T, double>(values));
        else
            cluster.Sum(MemoryMarshal.Cast<T, float>(values));
    }

    private void Add(ReadOnlySpan<byte> from, ReadOnlySpan<double> head)
    {
        if (head[2] == 0)
            return;
        var numbers = MemoryMarshal.Cast<byte, T>(from[Head..]);
        // A shard may have rows of which none counts.
        if (head[0] > 0)
            Add(sum.Values<T>(), T.CreateTruncating(head[0]), numbers[..part.Length]);
        Add(means, T.CreateTruncating(head[2]), numbers.Slice(part.Length, statistics));
    }

    private Span<T> Numbers(Span<byte> slot) => MemoryMarshal.Cast<byte, T>(slot[Head..]);

    /// <summary>Element by element, each product and each sum rounded once: the same bits at any width.</summary>
    private static void Add(Span<T> sum, T factor, ReadOnlySpan<T> values)
    {
        var wideSum = MemoryMarshal.Cast<T, Vector<T>>(sum);
        var wideValues = MemoryMarshal.Cast<T, Vector<T>>(values);
        var wideFactor = new Vector<T>(factor);
        for (var i = 0; i < wideSum.Length; i++)
            wideSum[i] += wideFactor * wideValues[i];
        for (var i = wideSum.Length * Vector<T>.Count; i < sum.Length; i++)
            sum[i] += factor * values[i];
    }

    private static void Divide(Span<T> values, double by)
    {
        foreach (ref var value in values)
            value /= T.CreateTruncating(by);
    }
}
