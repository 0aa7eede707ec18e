using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Adjoint.Runtime;

/// <summary>
/// The gradients of some shards of a batch. Each is summed by itself, in the order of its rows. Where layers bring all rows together the shards go from stage to stage side by side, and
/// tell each other, and those of other processes, what their rows say.
/// </summary>
internal static unsafe class ShardPasses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the shards, and gives the losses and gradients to them.</summary>
    /// <param name="program">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="pool">Lends memory.</param>
    /// <param name="data">The whole batch, whose losses' scales are those of the whole batch.</param>
    /// <param name="shards">Which rows, and who takes what they add.</param>
    /// <param name="gradient">Room for the gradient of one shard.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="step">The gradients computed before.</param>
    /// <param name="threads">The most threads.</param>
    public static void Run(
        NetworkProgram<T> program, ParameterBlock<T> parameters, WorkspacePool<T> pool, scoped in BatchData<T> data, RowShards shards, AlignedBuffer<T> gradient, ulong seed, ulong step,
        int threads)
    {
        if (program.ByPosition is { } positions)
        {
            var byPosition = data;
            (byPosition.Rows, byPosition.Intake) = (checked(data.Rows * positions.Positions), RowIntake<T>.EveryRow);
            Run(positions, parameters, pool, byPosition, new ShardsOfPositions(shards, positions.Positions), gradient, seed, step, threads);
            return;
        }
        TrainingPasses<T>.RequireRows(program, data.Rows);
        var most = 1;
        for (var i = 0; i < shards.Own; i++)
            most = Math.Max(most, shards.RowsOf(shards.First + i, data.Rows).Count);
        var rows = TrainingPasses<T>.WaveRows(WaveWork<T>.Training, program, most);
        threads = TrainingPasses<T>.Threads(WaveWork<T>.Training, program, most, rows, threads);
        var layout = new WaveLayout<T>(program, data, rows, keeps: true);
        var together = program.Train.Length > 1 ? shards.Own : 1;
        // Those that go side by side have a gradient each.
        var each = layout.Total + (together > 1 ? Padded(gradient.Length) : 0);
        var memory = pool.Rent(together * each + (long)threads * program.TrainingScratch);
        var pointers = stackalloc T*[together * WaveLayout<T>.Pointers(program)];
        var job = new WaveJob<T>(program, WaveWork<T>.Training, parameters, memory.Pointer, layout, pointers, memory.Pointer + together * each, data, gradient, seed, step);
        if (program.Train.Length > 1)
            SideBySide(program, ref job, memory.Pointer, each, layout, pointers, data, shards, gradient.Length, threads);
        else
            OneByOne(program, ref job, data, rows, shards, gradient, threads);
        pool.Return(memory);
        GC.KeepAlive(data.Owner);
        GC.KeepAlive(gradient);
        GC.KeepAlive(parameters);
    }

    private static long Padded(int numbers) => (numbers + AlignedBuffer<T>.Alignment - 1L) / AlignedBuffer<T>.Alignment * AlignedBuffer<T>.Alignment;

    private static void OneByOne(NetworkProgram<T> program, ref WaveJob<T> job, scoped in BatchData<T> data, int waveRows, RowShards shards, AlignedBuffer<T> gradient, int threads)
    {
        var sums = stackalloc double[program.Losses.Length];
        for (var shard = shards.First; shard < shards.First + shards.Own; shard++)
        {
            var (first, count) = shards.RowsOf(shard, data.Rows);
            if (count == 0)
                continue;
            new Span<double>(sums, program.Losses.Length).Clear();
            for (var row = 0; row < count; row += waveRows)
                job.Run(first + row, Math.Min(waveRows, count - row), row > 0, threads, TrainingPasses<T>.Slices(threads), sums);
            Give(program, data, shards, shard, sums, gradient.Span);
        }
    }

    private static void SideBySide(
        NetworkProgram<T> program, ref WaveJob<T> job, T* memory, long each, WaveLayout<T> layout, T** pointers, scoped in BatchData<T> data, RowShards shards, int parameters, int threads)
    {
        var passes = stackalloc Pass<T>[shards.Own];
        for (var i = 0; i < shards.Own; i++, memory += each, pointers += WaveLayout<T>.Pointers(program))
        {
            layout.Place(program, data, memory, pointers, ref job.Pass);
            if (shards.Own > 1)
                job.Pass.Gradient = memory + layout.Total;
            var (first, count) = shards.RowsOf(shards.First + i, data.Rows);
            job.Begin(first, count);
            passes[i] = job.Pass;
        }
        var exchange = new ShardExchange<T>(program.Statistics, shards, data.Rows);
        for (var stage = 0; stage < program.Train.Length; stage++)
        {
            for (var i = 0; i < shards.Own; i++)
            {
                if (passes[i].Rows == 0)
                    continue;
                job.Pass = passes[i];
                job.RunBlocks(stage, threads);
            }
            if (stage < program.Train.Length - 1)
                exchange.Meet(ref job, new Span<Pass<T>>(passes, shards.Own), stage, threads);
        }
        var sums = stackalloc double[program.Losses.Length];
        for (var i = 0; i < shards.Own; i++)
        {
            if (passes[i].Rows == 0)
                continue;
            job.Pass = passes[i];
            job.Meet(program.Train.Length - 1, isLater: false, threads, TrainingPasses<T>.Slices(threads));
            new Span<double>(sums, program.Losses.Length).Clear();
            job.AddLosses(sums);
            Give(program, data, shards, shards.First + i, sums, new Span<T>(job.Pass.Gradient, parameters));
        }
    }

    private static void Give(NetworkProgram<T> program, in BatchData<T> data, RowShards shards, int shard, double* sums, ReadOnlySpan<T> gradient)
    {
        var loss = 0.0;
        for (var i = 0; i < program.Losses.Length; i++)
            loss += sums[i];
        var statistics = new Span<T>(data.Running, data.Running == null ? 0 : program.Layout.Statistics);
        shards.Take(shard, loss, MemoryMarshal.AsBytes(gradient), MemoryMarshal.AsBytes(statistics));
    }
}
