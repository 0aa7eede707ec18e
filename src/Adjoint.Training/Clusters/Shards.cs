using System.Numerics;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>
/// A batch cut into a fixed number of parts by the numbers of its rows, whoever computes them: gradients of the parts, added up in order, are the same bits on any number of
/// processes. No part is filled up with rows that are not there.
/// </summary>
internal sealed class Shards
{
    /// <summary>The parts of a batch; the most processes that have something to do.</summary>
    public const int Count = 8;

    private readonly ITrainable network;
    private readonly MiniBatch?[] batches = new MiniBatch?[Count];
    private double[] numbers = [];

    public Shards(ITrainable network) => this.network = network;

    /// <summary>The rows of a part: whole blocks of lanes, the rest with the last. Small batches have empty parts.</summary>
    public static (int First, int Count) RowsOf(int shard, int rows)
    {
        var blocks = Math.Max(1, rows / LaneBlocks.Rows);
        var (first, end) = (shard * blocks / Count, (shard + 1) * blocks / Count);
        return (first * LaneBlocks.Rows, end == first ? 0 : (end == blocks ? rows : end * LaneBlocks.Rows) - first * LaneBlocks.Rows);
    }

    /// <summary>A part of a batch, which is overwritten by the next of the same number; null where it has no rows.</summary>
    public MiniBatch? Of(MiniBatch batch, int shard)
    {
        var (first, count) = RowsOf(shard, batch.Rows);
        if (count == 0)
            return null;
        var part = batches[shard] ??= Room(batch, count);
        if (part.Inputs[0].Capacity < count)
            part = batches[shard] = Room(batch, count);
        foreach (var (from, to) in batch.AllInputs.Zip(part.AllInputs).Concat(batch.AllTargets.Zip(part.AllTargets)))
            Copy(from, to, first, count);
        return part;
    }

    private MiniBatch Room(MiniBatch batch, int rows) => new(
        Array.ConvertAll(batch.AllInputs, from => Room(from, rows)), Array.ConvertAll(batch.AllTargets, from => Room(from, rows))) { Preparation = batch.Preparation };

    private PortRows Room(PortRows from, int rows) => new(from.Port, rows, network.Precision) { AreOfLabels = from.AreOfLabels };

    private void Copy(PortRows from, PortRows to, int first, int count)
    {
        var size = from.Port.Size;
        if (from.Port.Kind == PortKind.Indices)
        {
            to.Set(from.Indices.Slice(first * size, count * size));
            return;
        }
        if (from.Lanes<float>() is { } floats && to.Lanes<float>() is { } wantedFloats)
            Copy(floats, wantedFloats, to, first, count);
        else if (from.Lanes<double>() is { } doubles && to.Lanes<double>() is { } wantedDoubles)
            Copy(doubles, wantedDoubles, to, first, count);
        else
            CopyNumbers(from, to, first * size, count * size);
    }

    /// <summary>Parts begin at blocks of lanes, so their bytes are those of the batch.</summary>
    private static void Copy<T>(AlignedBuffer<T> from, AlignedBuffer<T> to, PortRows rows, int first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = rows.Port.Size;
        from.Span.Slice(first * size, LaneBlocks.Count(count) * LaneBlocks.Rows * size).CopyTo(to.Span);
        rows.Rows = count;
    }

    private void CopyNumbers(PortRows from, PortRows to, int first, int count)
    {
        Array.Resize(ref numbers, from.Rows * from.Port.Size);
        from.CopyTo(numbers);
        to.Set(numbers.AsSpan(first, count));
    }
}
