using System.Numerics;
using System.Runtime.InteropServices;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>
/// A batch cut into a fixed number of parts by the numbers of its rows, whoever computes them: gradients of the parts, added up in order, are the same bits on any number of
/// processes. No part is filled up with rows that are not there.
/// </summary>
internal sealed class Shards<T> : RowShards
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Before a gradient: whether there is one, and what its rows add to the mean loss.</summary>
    private const int Head = 2 * sizeof(double);

    private readonly ICluster cluster;
    private readonly int parameters, statistics, slot;
    private readonly byte[] own, all;

    /// <summary>The shards of the batches of a network.</summary>
    /// <param name="layout">The network's tensors.</param>
    /// <param name="cluster">The processes that share them.</param>
    /// <param name="collects">Whether what all shards add is asked for, and not the sums over processes alone.</param>
    public Shards(ParameterLayout layout, ICluster cluster, bool collects)
    {
        this.cluster = cluster;
        (parameters, statistics) = (layout.Count, layout.Statistics);
        // Each begins where doubles may.
        slot = (Head + (parameters + statistics) * Marshal.SizeOf<T>() + 7) / 8 * 8;
        own = new byte[checked(Own * slot)];
        all = collects ? new byte[checked(Count * slot)] : own;
    }

    /// <inheritdoc/>
    /// <remarks>With three processes there are nine, of which the last has never any rows.</remarks>
    public override int Count => Own * cluster.Size;

    /// <inheritdoc/>
    public override int First => cluster.Rank * Own;

    /// <inheritdoc/>
    public override int Own => (ShardRows.Most + cluster.Size - 1) / cluster.Size;

    /// <summary>Whether no shard of this process had rows.</summary>
    public bool AreEmpty { get; private set; }

    /// <summary>Forgets what the shards of the batch before have added.</summary>
    public void Begin()
    {
        for (var shard = 0; shard < Own; shard++)
            own.AsSpan(shard * slot, Head).Clear();
        AreEmpty = true;
    }

    /// <summary>Collects what the shards of all processes add.</summary>
    public void Gather() => cluster.Gather(own, all);

    /// <summary>Adds up what has been collected, in the order of the shards; without that, the shards of this process alone.</summary>
    /// <param name="gradient">Receives the sum of the gradients.</param>
    /// <param name="running">Receives the running statistics.</param>
    /// <returns>The sum of the losses.</returns>
    public double Sum(Span<T> gradient, Span<T> running)
    {
        gradient.Clear();
        var loss = 0.0;
        for (var part = all.AsSpan(); part.Length > 0; part = part[slot..])
        {
            var head = MemoryMarshal.Cast<byte, double>(part[..Head]);
            if (head[0] == 0)
                continue;
            loss += head[1];
            var numbers = MemoryMarshal.Cast<byte, T>(part[Head..]);
            Add(gradient, numbers[..parameters]);
            numbers.Slice(parameters, statistics).CopyTo(running);
        }
        return loss;
    }

    public override (int First, int Count) RowsOf(int shard, int rows) => ShardRows.Of(shard, rows);

    public override void Exchange(ReadOnlySpan<double> own, Span<double> all) => cluster.Gather(MemoryMarshal.AsBytes(own), MemoryMarshal.AsBytes(all));

    public override void Take(int shard, double loss, ReadOnlySpan<byte> gradient, ReadOnlySpan<byte> statistics)
    {
        var into = own.AsSpan((shard - First) * slot, slot);
        var head = MemoryMarshal.Cast<byte, double>(into[..Head]);
        (head[0], head[1], AreEmpty) = (1, loss, false);
        gradient.CopyTo(into[Head..]);
        statistics.CopyTo(into[(Head + gradient.Length)..]);
    }

    /// <summary>Element by element, each sum rounded once: the same bits at any width.</summary>
    private static void Add(Span<T> sum, ReadOnlySpan<T> values)
    {
        var wideSum = MemoryMarshal.Cast<T, Vector<T>>(sum);
        var wideValues = MemoryMarshal.Cast<T, Vector<T>>(values);
        for (var i = 0; i < wideSum.Length; i++)
            wideSum[i] += wideValues[i];
        for (var i = wideSum.Length * Vector<T>.Count; i < sum.Length; i++)
            sum[i] += values[i];
    }
}

/// <summary>Which rows a shard has.</summary>
internal static class ShardRows
{
    /// <summary>The parts of a batch; the most processes that have something to do.</summary>
    public const int Most = 8;

    /// <summary>The rows of a part: whole blocks of lanes, the rest with the last. Small batches have empty parts.</summary>
    public static (int First, int Count) Of(int shard, int rows)
    {
        if (shard >= Most)
            return (0, 0);
        var blocks = Math.Max(1, rows / LaneBlocks.Rows);
        var (first, end) = (shard * blocks / Most, (shard + 1) * blocks / Most);
        return (first * LaneBlocks.Rows, end == first ? 0 : (end == blocks ? rows : end * LaneBlocks.Rows) - first * LaneBlocks.Rows);
    }
}
