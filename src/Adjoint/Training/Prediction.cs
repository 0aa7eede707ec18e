using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <summary>The two roads of prediction: rows one by one with vectors over features, and lane blocks with vectors over rows.</summary>
internal static unsafe class Prediction
{
    /// <summary>Below half a lane block, row by row is faster.</summary>
    public const int FewRows = LaneBlocks.Rows / 2;

    /// <summary>Floats that may lie on the stack: 4 KiB, a size known to the JIT, and for larger networks 16 KiB.</summary>
    private const int SmallStack = 1024;
    private const int LargeStack = 4096;

    /// <summary>Floating-point operations that are worth waking a thread for, some 20 to 50 µs.</summary>
    internal const long FlopsPerThread = 4_000_000;

    /// <summary>Predicts a few rows.</summary>
    public static void RowByRow(NetworkProgram program, ParameterBlock parameters, WorkspacePool pool, ReadOnlySpan<float> x, Span<float> y)
    {
        var floats = program.RowInput + program.RowScratch + AlignedBuffer.Alignment;
        if (floats <= SmallStack)
        {
            OnSmallStack(program, parameters, x, y);
            return;
        }
        if (floats <= LargeStack)
        {
            OnLargeStack(program, parameters, x, y);
            return;
        }
        var rented = pool.Rent(floats);
        Run(program, parameters, x, y, rented.Pointer);
        pool.Return(rented);
    }

    [SkipLocalsInit]
    private static void OnSmallStack(NetworkProgram program, ParameterBlock parameters, ReadOnlySpan<float> x, Span<float> y)
    {
        var memory = stackalloc float[SmallStack];
        Run(program, parameters, x, y, Align(memory));
    }

    [SkipLocalsInit]
    private static void OnLargeStack(NetworkProgram program, ParameterBlock parameters, ReadOnlySpan<float> x, Span<float> y)
    {
        var memory = stackalloc float[LargeStack];
        Run(program, parameters, x, y, Align(memory));
    }

    /// <summary>Predicts many rows.</summary>
    public static void ByBlocks(
        NetworkProgram program, ParameterBlock parameters, WorkspacePool pool, ReadOnlySpan<float> x, Span<float> y, int rows, int threads)
    {
        const int chunkRows = NetworkProgram.ChunkBlocks * LaneBlocks.Rows;
        var chunks = (rows + chunkRows - 1) / chunkRows;
        threads = (int)Math.Clamp(program.FlopsPerRow * rows / FlopsPerThread, 1, Math.Min(threads, chunks));
        var perThread = (long)chunkRows * program.InputSize + program.PredictionScratch;
        var memory = pool.Rent(perThread * threads);
        fixed (float* inputs = x, outputs = y)
        {
            var job = new Job
            {
                Predict = program.Predict,
                Parameters = parameters.Pointer,
                Inputs = inputs,
                Outputs = outputs,
                InputSize = program.InputSize,
                OutputSize = program.OutputSize,
                Rows = rows,
                Memory = memory.Pointer,
                PerThread = perThread,
            };
            Workers.Run(&PredictChunk, &job, chunks, threads);
        }
        pool.Return(memory);
    }

    private static void PredictChunk(void* context, int chunk, int worker)
    {
        var job = (Job*)context;
        const int chunkRows = NetworkProgram.ChunkBlocks * LaneBlocks.Rows;
        var first = (long)chunk * chunkRows;
        var rows = (int)Math.Min(chunkRows, job->Rows - first);
        var lanes = job->Memory + worker * job->PerThread;
        LaneBlocks.FromRows(job->Inputs + first * job->InputSize, rows, job->InputSize, lanes);
        var y = job->Predict(job->Parameters, lanes, (nuint)LaneBlocks.Count(rows), lanes + (long)chunkRows * job->InputSize);
        LaneBlocks.ToRows(y, rows, job->OutputSize, job->Outputs + first * job->OutputSize);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run(NetworkProgram program, ParameterBlock parameters, ReadOnlySpan<float> x, Span<float> y, float* memory)
    {
        var (inputSize, outputSize, input) = (program.InputSize, program.OutputSize, program.RowInput);
        fixed (float* rows = x)
        {
            for (var row = 0; row < x.Length; row += inputSize, y = y[outputSize..])
            {
                var start = program.RowReadsScalars ? rows + row : CopyRow(rows + row, inputSize, memory, input);
                new ReadOnlySpan<float>(program.PredictRow(parameters.Pointer, start, 1, memory + input), outputSize).CopyTo(y);
            }
        }
    }

    /// <summary>Gives a row that will be read in whole vectors a place where that is safe, followed by zeros.</summary>
    private static float* CopyRow(float* row, int size, float* memory, int room)
    {
        for (var i = room - AlignedBuffer.Alignment * 2; i < room; i += AlignedBuffer.Alignment)
            Vector512<float>.Zero.Store(memory + i);
        new ReadOnlySpan<float>(row, size).CopyTo(new Span<float>(memory, size));
        return memory;
    }

    private static float* Align(float* memory)
    {
        const nuint bytes = AlignedBuffer.Alignment * sizeof(float);
        return (float*)(((nuint)memory + bytes - 1) / bytes * bytes);
    }

    private struct Job
    {
        public delegate*<float*, float*, nuint, float*, float*> Predict;
        public float* Parameters;
        public float* Inputs;
        public float* Outputs;
        public float* Memory;
        public long PerThread;
        public int InputSize;
        public int OutputSize;
        public int Rows;
    }
}
