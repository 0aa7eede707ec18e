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
    public static void RowByRow(NetworkProgram program, ParameterBlock parameters, WorkspacePool pool, Feed* inputs, Feed* outputs, int rows)
    {
        var floats = program.RowScratch + AlignedBuffer.Alignment;
        foreach (var input in program.Inputs)
            floats += NetworkProgram.RowInput(input);
        if (floats <= SmallStack)
        {
            OnSmallStack(program, parameters, inputs, outputs, rows);
            return;
        }
        if (floats <= LargeStack)
        {
            OnLargeStack(program, parameters, inputs, outputs, rows);
            return;
        }
        var rented = pool.Rent(floats);
        Run(program, parameters, inputs, outputs, rows, rented.Pointer);
        pool.Return(rented);
    }

    [SkipLocalsInit]
    private static void OnSmallStack(NetworkProgram program, ParameterBlock parameters, Feed* inputs, Feed* outputs, int rows)
    {
        var memory = stackalloc float[SmallStack];
        Run(program, parameters, inputs, outputs, rows, Align(memory));
    }

    [SkipLocalsInit]
    private static void OnLargeStack(NetworkProgram program, ParameterBlock parameters, Feed* inputs, Feed* outputs, int rows)
    {
        var memory = stackalloc float[LargeStack];
        Run(program, parameters, inputs, outputs, rows, Align(memory));
    }

    /// <summary>Predicts many rows.</summary>
    public static void ByBlocks(
        NetworkProgram program, ParameterBlock parameters, WorkspacePool pool, Feed* inputs, Feed* outputs, int rows, int threads)
    {
        const int chunkRows = NetworkProgram.ChunkBlocks * LaneBlocks.Rows;
        var chunks = (rows + chunkRows - 1) / chunkRows;
        threads = (int)Math.Clamp(program.FlopsPerRow * rows / FlopsPerThread, 1, Math.Min(threads, chunks));
        var perThread = (long)chunkRows * program.InputSize + program.PredictionScratch;
        var memory = pool.Rent(perThread * threads);
        var job = new Job
        {
            Program = program,
            Parameters = parameters.Pointer,
            Inputs = inputs,
            Outputs = outputs,
            Rows = rows,
            Memory = memory.Pointer,
            PerThread = perThread,
        };
#pragma warning disable CS8500 // The job lies on this stack until all chunks are done.
        Workers.Run(&PredictChunk, &job, chunks, threads);
#pragma warning restore CS8500
        pool.Return(memory);
    }

    [SkipLocalsInit]
    private static void PredictChunk(void* context, int chunk, int worker)
    {
#pragma warning disable CS8500 // As above.
        var job = (Job*)context;
#pragma warning restore CS8500
        const int chunkRows = NetworkProgram.ChunkBlocks * LaneBlocks.Rows;
        var program = job->Program;
        var first = (long)chunk * chunkRows;
        var rows = (int)Math.Min(chunkRows, job->Rows - first);
        var memory = job->Memory + worker * job->PerThread;
        var x = stackalloc float*[program.Inputs.Length];
        var y = stackalloc float*[program.Outputs.Length];
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            var size = program.Inputs[i].Size;
            x[i] = memory;
            LaneBlocks.FromRows(job->Inputs[i].Numbers + first * size, rows, size, memory);
            memory += (long)chunkRows * size;
        }
        program.Predict(job->Parameters, x, (nuint)LaneBlocks.Count(rows), memory, y);
        for (var i = 0; i < program.Outputs.Length; i++)
        {
            var size = program.Outputs[i].Size;
            LaneBlocks.ToRows(y[i], rows, size, job->Outputs[i].Numbers + first * size);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run(NetworkProgram program, ParameterBlock parameters, Feed* inputs, Feed* outputs, int rows, float* memory)
    {
        if (program.RowReadsScalars && program.Outputs.Length == 1)
            RunInPlace(program, parameters, inputs, outputs, rows, memory);
        else
            RunCopied(program, parameters, inputs, outputs, rows, memory);
    }

    /// <summary>One input that may be read where it lies, and one output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunInPlace(NetworkProgram program, ParameterBlock parameters, Feed* inputs, Feed* outputs, int rows, float* memory)
    {
        var (inputSize, outputSize) = (program.InputSize, program.OutputSize);
        var x = inputs->Numbers;
        var target = outputs->Numbers;
        for (var row = 0; row < rows; row++, x += inputSize, target += outputSize)
        {
            float* y;
            program.PredictRow(parameters.Pointer, &x, 1, memory, &y);
            new ReadOnlySpan<float>(y, outputSize).CopyTo(new Span<float>(target, outputSize));
        }
    }

    private static void RunCopied(NetworkProgram program, ParameterBlock parameters, Feed* inputs, Feed* outputs, int rows, float* memory)
    {
        var x = stackalloc float*[program.Inputs.Length];
        var y = stackalloc float*[program.Outputs.Length];
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            x[i] = memory;
            memory += NetworkProgram.RowInput(program.Inputs[i]);
        }
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < program.Inputs.Length; i++)
            {
                var size = program.Inputs[i].Size;
                CopyRow(inputs[i].Numbers + (nint)row * size, size, x[i], NetworkProgram.RowInput(program.Inputs[i]));
            }
            program.PredictRow(parameters.Pointer, x, 1, memory, y);
            for (var i = 0; i < program.Outputs.Length; i++)
            {
                var size = program.Outputs[i].Size;
                new ReadOnlySpan<float>(y[i], size).CopyTo(new Span<float>(outputs[i].Numbers + (nint)row * size, size));
            }
        }
    }

    /// <summary>Gives a row that will be read in whole vectors a place where that is safe, followed by zeros.</summary>
    private static void CopyRow(float* row, int size, float* memory, int room)
    {
        for (var i = room - AlignedBuffer.Alignment * 2; i < room; i += AlignedBuffer.Alignment)
            Vector512<float>.Zero.Store(memory + i);
        new ReadOnlySpan<float>(row, size).CopyTo(new Span<float>(memory, size));
    }

    private static float* Align(float* memory)
    {
        const nuint bytes = AlignedBuffer.Alignment * sizeof(float);
        return (float*)(((nuint)memory + bytes - 1) / bytes * bytes);
    }

    private struct Job
    {
        public NetworkProgram Program;
        public float* Parameters;
        public Feed* Inputs;
        public Feed* Outputs;
        public float* Memory;
        public long PerThread;
        public int Rows;
    }
}
