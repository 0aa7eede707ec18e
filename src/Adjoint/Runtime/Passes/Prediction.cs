using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <summary>The two roads of prediction: rows one by one with vectors over features, and lane blocks with vectors over rows.</summary>
internal static unsafe class Prediction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Below half a lane block, row by row is faster.</summary>
    public const int FewRows = LaneBlocks.Rows / 2;

    /// <summary>Numbers that may be on the stack: of floats 4 KiB, a size known to the JIT, and for larger networks 16 KiB.</summary>
    private const int SmallStack = 1024;
    private const int LargeStack = 4096;

    /// <summary>Floating-point operations that are worth waking a thread for, about 20 to 50 µs.</summary>
    internal const long FlopsPerThread = 4_000_000;

    /// <summary>Predicts a few rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowByRow(NetworkProgram<T> program, ParameterBlock<T> parameters, WorkspacePool<T> pool, Feed* inputs, Feed* outputs, int rows)
    {
        var floats = program.RowScratch + AlignedBuffer<T>.Alignment;
        foreach (var input in program.Inputs)
            floats += NetworkProgram<T>.RowInput(input);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnSmallStack(NetworkProgram<T> program, ParameterBlock<T> parameters, Feed* inputs, Feed* outputs, int rows)
    {
        var memory = stackalloc T[SmallStack];
        Run(program, parameters, inputs, outputs, rows, Align(memory));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void OnLargeStack(NetworkProgram<T> program, ParameterBlock<T> parameters, Feed* inputs, Feed* outputs, int rows)
    {
        var memory = stackalloc T[LargeStack];
        Run(program, parameters, inputs, outputs, rows, Align(memory));
    }

    /// <summary>Predicts many rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ByBlocks(
        NetworkProgram<T> program, ParameterBlock<T> parameters, WorkspacePool<T> pool, Feed* inputs, Feed* outputs, int rows, int threads)
    {
        if (program.ByPosition is { } positions)
            (program, rows) = (positions, checked(rows * positions.Positions));
        var chunkRows = program.ChunkRows;
        var chunks = (rows + chunkRows - 1) / chunkRows;
        threads = (int)Math.Clamp(program.FlopsPerRow * rows / FlopsPerThread, 1, Math.Min(threads, chunks));
        var perThread = (long)chunkRows * (program.InputSize - program.KeptSize) + program.PredictionScratch;
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void PredictChunk(void* context, int chunk, int worker)
    {
#pragma warning disable CS8500 // As above.
        var job = (Job*)context;
#pragma warning restore CS8500
        var program = job->Program;
        var chunkRows = program.ChunkRows;
        var first = (long)chunk * chunkRows;
        var rows = (int)Math.Min(chunkRows, job->Rows - first);
        var memory = job->Memory + worker * job->PerThread;
        var x = stackalloc T*[program.Inputs.Length];
        var y = stackalloc T*[program.Outputs.Length];
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            var size = program.Inputs[i].Size;
            if (job->Inputs[i].Layout == FeedLayout.LanesInPlace)
            {
                x[i] = job->Inputs[i].Numbers<T>() + first * size;
                continue;
            }
            x[i] = memory;
            for (var start = 0; start < rows; start += LaneBlocks.Rows)
                job->Inputs[i].FillBlock(first + start, Math.Min(LaneBlocks.Rows, rows - start), size, memory + (long)start * size);
            memory += (long)chunkRows * size;
        }
        program.Predict(job->Parameters, x, LaneBlocks.Count(rows), memory, y);
        for (var i = 0; i < program.Outputs.Length; i++)
        {
            var size = program.Outputs[i].Size;
            var target = job->Outputs[i].Numbers<T>() + first * size;
            if (job->Outputs[i].Layout == FeedLayout.Lanes && program.Positions > 1)
                ToLanesOfRows(y[i], first, rows, program.Positions, size, job->Outputs[i].Numbers<T>());
            else if (job->Outputs[i].Layout == FeedLayout.Lanes)
                LaneBlocks.CopyBlocks(y[i], rows, size, target);
            else
                LaneBlocks.ToRows(y[i], rows, size, target);
        }
    }

    /// <summary>Where rows are positions: writes whole rows into their lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ToLanesOfRows(T* y, long first, int count, int positions, int size, T* lanes)
    {
        var whole = (nint)positions * size;
        for (var i = 0; i < count; i++)
        {
            var (row, position) = Math.DivRem(first + i, positions);
            var from = y + (nint)(i / LaneBlocks.Rows) * size * LaneBlocks.Rows + i % LaneBlocks.Rows;
            var to = lanes + ((nint)(row / LaneBlocks.Rows) * whole + (nint)position * size) * LaneBlocks.Rows + row % LaneBlocks.Rows;
            for (nint feature = 0; feature < (nint)size * LaneBlocks.Rows; feature += LaneBlocks.Rows)
                to[feature] = from[feature];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run(NetworkProgram<T> program, ParameterBlock<T> parameters, Feed* inputs, Feed* outputs, int rows, T* memory)
    {
        if (program.RowReadsScalars && program.Outputs.Length == 1)
            RunInPlace(program, parameters, inputs, outputs, rows, memory);
        else
            RunCopied(program, parameters, inputs, outputs, rows, memory);
    }

    /// <summary>One input that may be read where it is, and one output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunInPlace(NetworkProgram<T> program, ParameterBlock<T> parameters, Feed* inputs, Feed* outputs, int rows, T* memory)
    {
        var (inputSize, outputSize) = (program.InputSize, program.OutputSize);
        var x = inputs->Numbers<T>();
        var target = outputs->Numbers<T>();
        for (var row = 0; row < rows; row++, x += inputSize, target += outputSize)
        {
            T* y;
            program.PredictRow(parameters.Pointer, &x, 1, memory, &y);
            new ReadOnlySpan<T>(y, outputSize).CopyTo(new Span<T>(target, outputSize));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunCopied(NetworkProgram<T> program, ParameterBlock<T> parameters, Feed* inputs, Feed* outputs, int rows, T* memory)
    {
        var x = stackalloc T*[program.Inputs.Length];
        var y = stackalloc T*[program.Outputs.Length];
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            x[i] = memory;
            memory += NetworkProgram<T>.RowInput(program.Inputs[i]);
        }
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < program.Inputs.Length; i++)
            {
                var size = program.Inputs[i].Size;
                if (inputs[i].Layout == FeedLayout.Indices)
                    CopyRow(inputs[i].Indices + (nint)row * size, size, x[i]);
                else
                    CopyRow(inputs[i].Numbers<T>() + (nint)row * size, size, x[i], NetworkProgram<T>.RowInput(program.Inputs[i]));
            }
            program.PredictRow(parameters.Pointer, x, 1, memory, y);
            for (var i = 0; i < program.Outputs.Length; i++)
            {
                var size = program.Outputs[i].Size;
                new ReadOnlySpan<T>(y[i], size).CopyTo(new Span<T>(outputs[i].Numbers<T>() + (nint)row * size, size));
            }
        }
    }

    /// <summary>Gives a row that will be read in whole vectors a place where that is safe, followed by zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void CopyRow(T* row, int size, T* memory, int room)
    {
        for (var i = room - AlignedBuffer<T>.Alignment * 2; i < room; i += Vector512<T>.Count)
            Vector512<T>.Zero.Store(memory + i);
        new ReadOnlySpan<T>(row, size).CopyTo(new Span<T>(memory, size));
    }

    /// <summary>Tokens are only ever read one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void CopyRow(int* row, int size, T* memory)
    {
        for (var i = 0; i < size; i++)
            memory[i] = T.CreateTruncating(row[i]);
    }

    private static T* Align(T* memory)
    {
        var bytes = (nuint)(AlignedBuffer<T>.Alignment * sizeof(T));
        return (T*)(((nuint)memory + bytes - 1) / bytes * bytes);
    }

    private struct Job
    {
        public NetworkProgram<T> Program;
        public T* Parameters;
        public Feed* Inputs;
        public Feed* Outputs;
        public T* Memory;
        public long PerThread;
        public int Rows;
    }
}
