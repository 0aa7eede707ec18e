using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>What the shards of a batch tell each other where all rows meet.</summary>
/// <param name="statistics">The numbers that all meetings of a network leave for each other; none leaves more of them here.</param>
/// <param name="shards">The shards.</param>
/// <param name="rows">The rows of the batch.</param>
internal sealed unsafe class ShardExchange<T>(int statistics, RowShards shards, int rows)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] own = new double[shards.Own * statistics], all = new double[shards.Count * statistics];
    private readonly int[] rowsOf = [.. Enumerable.Range(0, shards.Count).Select(shard => shards.RowsOf(shard, rows).Count)];

    /// <summary>Takes the shards of this process through a meeting.</summary>
    public void Meet(ref WaveJob<T> job, Span<Pass<T>> passes, int stage, int threads)
    {
        fixed (double* mine = own, everyone = all)
        fixed (int* counts = rowsOf)
        {
            var meeting = new Meeting { Own = mine, All = everyone, Rows = counts, Shards = rowsOf.Length, IsCollecting = true };
            for (var i = 0; i < passes.Length; i++)
            {
                meeting.Taken = 0;
                job.Pass = passes[i];
                job.Pass.Meeting = &meeting;
                job.Collect(stage);
                meeting.Length = meeting.Taken;
                meeting.Own += meeting.Length;
            }
            shards.Exchange(own.AsSpan(0, passes.Length * meeting.Length), all.AsSpan(0, rowsOf.Length * meeting.Length));
            (meeting.IsCollecting, meeting.Moves, meeting.Taken) = (false, true, 0);
            foreach (ref var pass in passes)
            {
                if (pass.Rows == 0)
                    continue;
                job.Pass = pass;
                job.Pass.Meeting = &meeting;
                job.Meet(stage, isLater: false, threads, TrainingPasses<T>.Slices(threads));
                meeting.Moves = false;
            }
        }
    }
}

/// <summary>The same shards where positions are rows.</summary>
/// <param name="shards">Shards of rows.</param>
/// <param name="positions">The positions of a row.</param>
internal sealed class ShardsOfPositions(RowShards shards, int positions) : RowShards
{
    public override int Count => shards.Count;

    public override int First => shards.First;

    public override int Own => shards.Own;

    public override (int First, int Count) RowsOf(int shard, int rows)
    {
        var (first, count) = shards.RowsOf(shard, rows / positions);
        return (first * positions, count * positions);
    }

    public override void Exchange(ReadOnlySpan<double> own, Span<double> all) => shards.Exchange(own, all);

    public override void Take(int shard, double loss, ReadOnlySpan<byte> gradient, ReadOnlySpan<byte> statistics) => shards.Take(shard, loss, gradient, statistics);
}
