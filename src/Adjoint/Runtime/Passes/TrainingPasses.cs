using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>
/// The loss of a batch, and its gradient. A batch is cut into waves of a size that the compiler has chosen, a wave into chunks of two lane blocks: chunks run forward and
/// backward on any thread, then slices of the parameters' gradients, each a sum over the wave's rows in order. No sum depends on who computes it, so
/// that the results are equal, bit by bit, for any number of threads.
/// </summary>
internal static unsafe class TrainingPasses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Slices a thread: enough that a slow thread does not keep the others waiting for long.</summary>
    private const int SlicesPerThread = 4;

    /// <summary>Computes the mean loss and, if a buffer is given, its gradient.</summary>
    public static T Run(
        WaveWork<T> work, NetworkProgram<T> program, ParameterBlock<T> parameters, WorkspacePool<T> pool, scoped in BatchData<T> data, AlignedBuffer<T>? gradient, ulong seed,
        ulong step, int threads)
    {
        var sums = stackalloc double[program.Losses.Length];
        Run(work, program, parameters, pool, data, gradient, seed, step, threads, sums);
        var sum = 0.0;
        for (var i = 0; i < program.Losses.Length; i++)
            sum += sums[i];
        return T.CreateTruncating(sum);
    }

    /// <summary>The same, with each loss by itself: Σ r ℓ over the rows.</summary>
    public static void Run(
        WaveWork<T> work, NetworkProgram<T> program, ParameterBlock<T> parameters, WorkspacePool<T> pool, scoped in BatchData<T> data, AlignedBuffer<T>? gradient, ulong seed,
        ulong step, int threads, double* sums)
    {
        new Span<double>(sums, program.Losses.Length).Clear();
        if (program.ByPosition is { } positions)
        {
            // The same memory, read as so many times more rows. A position whose label is ignored is still asked by others.
            var byPosition = data;
            (byPosition.Rows, byPosition.Intake) = (checked(data.Rows * positions.Positions), RowIntake<T>.EveryRow);
            Run(work, positions, parameters, pool, byPosition, gradient, seed, step, threads, sums);
            return;
        }
        if (gradient is not null)
            RequireRows(program, data.Rows);
        if (gradient is not null && RowTraining<T>.Suits(work, program, data))
        {
            RowTraining<T>.Run(program, parameters, pool, data, gradient, seed, step, sums);
            GC.KeepAlive(data.Owner);
            GC.KeepAlive(gradient);
            GC.KeepAlive(parameters);
            return;
        }
        var waveRows = WaveRows(work, program, data.Rows);
        threads = Threads(work, program, data.Rows, waveRows, threads);
        var layout = new WaveLayout<T>(program, data, waveRows, work.Keeps);
        var memory = pool.Rent(layout.Total + (long)threads * program.TrainingScratch);
        var pointers = stackalloc T*[WaveLayout<T>.Pointers(program)];
        var job = new WaveJob<T>(program, work, parameters, memory.Pointer, layout, pointers, memory.Pointer + layout.Total, data, gradient, seed, step);
        for (var first = 0; first < data.Rows; first += waveRows)
            job.Run(first, Math.Min(waveRows, data.Rows - first), first > 0, threads, Slices(threads), sums);
        pool.Return(memory);
        GC.KeepAlive(data.Owner);
        GC.KeepAlive(gradient);
        GC.KeepAlive(parameters);
    }

    /// <summary>Refuses batches of too few rows to be normalised over.</summary>
    public static void RequireRows(NetworkProgram<T> program, int rows)
    {
        if (rows < program.LeastTrainingRows)
            throw new ArgumentException(
                $"'{program.Layout.Network}' normalises over the rows of a batch, so training needs at least {program.LeastTrainingRows}; there is {rows}. "
                + "Where an epoch ends in such a batch, set DropLast = true on its MiniBatches.");
    }

    /// <summary>The threads that some rows are worth, at most as many as there are chunks in a wave.</summary>
    public static int Threads(WaveWork<T> work, NetworkProgram<T> program, int rows, int waveRows, int most) =>
        (int)Math.Clamp((work.Keeps ? 3 : 1) * program.FlopsPerRow * rows / Prediction<T>.FlopsPerThread, 1, Math.Max(1, Math.Min(most, waveRows / program.ChunkRows)));

    /// <summary>The slices of the parameters' gradients that some threads share.</summary>
    public static int Slices(int threads) => threads == 1 ? 1 : threads * SlicesPerThread;

    /// <summary>The rows of a wave, whole chunks of them: all where layers bring all rows of a batch together.</summary>
    public static int WaveRows(WaveWork<T> work, NetworkProgram<T> program, int rows)
    {
        var chunk = program.ChunkRows;
        var all = (int)Math.Min(((long)rows + chunk - 1) / chunk * chunk, int.MaxValue / chunk * chunk);
        return work.Stages(program) > 1 ? all : Math.Min(all, program.WaveRows);
    }
}
