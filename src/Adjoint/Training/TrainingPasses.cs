namespace Adjoint.Runtime;

/// <summary>
/// The loss of a batch, and its gradient. A batch is cut into waves that fit the workspace, a wave into chunks of two lane blocks: chunks run forward and
/// backward on any thread, then slices of the parameters' gradients, each a sum over the wave's rows in order. No sum depends on who computes it, so
/// that the results are equal, bit by bit, for any number of threads.
/// </summary>
internal static unsafe class TrainingPasses
{
    private const int ChunkRows = NetworkProgram.ChunkBlocks * LaneBlocks.Rows;

    /// <summary>Floats of a workspace that a wave may fill, 16 MiB.</summary>
    private const int WaveFloats = 4 << 20;

    /// <summary>The most rows of a wave.</summary>
    private const int MostWaveRows = 2048;

    /// <summary>Slices a thread: enough that a slow thread does not keep the others waiting for long.</summary>
    private const int SlicesPerThread = 4;

    /// <summary>Computes the mean loss and, if a buffer is given, its gradient.</summary>
    public static float Run(
        NetworkProgram program, ParameterBlock parameters, WorkspacePool pool, scoped in BatchData data, AlignedBuffer? gradient, ulong seed, ulong step, int threads)
    {
        var waveRows = Math.Min(RoundUp(data.Rows), WaveRows(program));
        var passes = gradient is null ? 1 : 3;
        threads = (int)Math.Clamp(passes * program.FlopsPerRow * data.Rows / Prediction.FlopsPerThread, 1, Math.Min(threads, waveRows / ChunkRows));
        var layout = new Layout(program, data, waveRows, gradient is not null);
        var memory = pool.Rent(layout.Total + (long)threads * program.TrainingScratch);
        var sum = 0.0;
        fixed (float* inputs = data.Inputs, targets = data.Targets)
        fixed (int* labels = data.Labels)
        {
            var job = new WaveJob(program, parameters, memory.Pointer, layout, gradient, seed, step)
            {
                Inputs = inputs,
                LaneInputs = data.LaneInputs is null ? null : data.LaneInputs.Pointer,
                Labels = labels,
                Targets = targets,
                Scale = data.Scale,
            };
            for (var first = 0; first < data.Rows; first += waveRows)
                sum += job.Run(first, Math.Min(waveRows, data.Rows - first), threads, threads == 1 ? 1 : threads * SlicesPerThread);
        }
        pool.Return(memory);
        GC.KeepAlive(data.LaneInputs);
        GC.KeepAlive(gradient);
        GC.KeepAlive(parameters);
        return (float)sum;
    }

    private static int WaveRows(NetworkProgram program)
    {
        var perRow = (long)program.InputSize + program.OutputSize + program.KeptPerRow + 2;
        return (int)Math.Clamp(WaveFloats / perRow / ChunkRows * ChunkRows, ChunkRows, MostWaveRows);
    }

    private static int RoundUp(int rows) => (int)Math.Min(((long)rows + ChunkRows - 1) / ChunkRows * ChunkRows, int.MaxValue / ChunkRows * ChunkRows);

    /// <summary>Where the parts of a wave's workspace start, in floats.</summary>
    internal readonly struct Layout
    {
        public Layout(NetworkProgram program, scoped in BatchData data, int waveRows, bool keeps)
        {
            Targets = data.LaneInputs is null ? (long)waveRows * program.InputSize : 0;
            RowWeights = Targets + (long)waveRows * program.OutputSize;
            Losses = RowWeights + waveRows;
            Kept = Losses + waveRows;
            Total = Kept + (keeps ? (long)waveRows * program.KeptPerRow : 0);
        }

        public long Targets { get; }

        public long RowWeights { get; }

        public long Losses { get; }

        public long Kept { get; }

        public long Total { get; }
    }
}
