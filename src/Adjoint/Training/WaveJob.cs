using System.Runtime.CompilerServices;

// Work items receive the job by address. It holds references, but it lies on the stack of the caller, who waits for them: it does not move, and the
// garbage collector sees what it refers to.
#pragma warning disable CS8500

namespace Adjoint.Runtime;

/// <summary>One wave of a batch on its way through the network.</summary>
internal unsafe struct WaveJob
{
    private const int ChunkBlocks = NetworkProgram.ChunkBlocks;

    private readonly NetworkProgram program;
    private readonly float* inputMemory;
    private readonly float* scratch;
    private Pass pass;
    private float* wave;
    private int firstRow;
    private int rows;
    private int slices;

    public WaveJob(
        NetworkProgram program, ParameterBlock parameters, float* memory, TrainingPasses.Layout layout, AlignedBuffer? gradient, ulong seed, ulong step)
    {
        this.program = program;
        inputMemory = memory;
        scratch = memory + layout.Total;
        pass = new Pass
        {
            Parameters = parameters.Pointer,
            Gradient = gradient is null ? null : gradient.Pointer,
            Targets = memory + layout.Targets,
            RowWeights = memory + layout.RowWeights,
            Losses = memory + layout.Losses,
            Kept = memory + layout.Kept,
            Seed = seed,
            Step = step,
        };
    }

    /// <summary>The batch's inputs by rows, or null.</summary>
    public float* Inputs { get; init; }

    /// <summary>The batch's inputs in lane blocks, or null.</summary>
    public float* LaneInputs { get; init; }

    /// <summary>The batch's labels, where targets are classes.</summary>
    public int* Labels { get; init; }

    /// <summary>The batch's targets by rows, where they are numbers.</summary>
    public float* Targets { get; init; }

    /// <summary>The weight of a row in the mean.</summary>
    public float Scale { get; init; }

    /// <summary>Runs one wave; returns its share of the loss.</summary>
    public double Run(int first, int count, int threads, int sliceCount)
    {
        (firstRow, rows, slices) = (first, count, sliceCount);
        wave = LaneInputs is null ? inputMemory : LaneInputs + (long)first * program.InputSize;
        pass.Blocks = (nuint)LaneBlocks.Count(count);
        pass.FirstBlock = (nuint)(first / LaneBlocks.Rows);
        fixed (WaveJob* job = &this)
        fixed (float** inputs = &wave)
        {
            pass.Inputs = inputs;
            Workers.Run(&RunChunk, job, ((int)pass.Blocks + ChunkBlocks - 1) / ChunkBlocks, threads);
            if (pass.Gradient is not null)
                Workers.Run(&RunSlice, job, slices, threads);
        }
        return SumOfLosses();
    }

    /// <summary>Four sums beside each other do not wait for one another; their order is always the same.</summary>
    private readonly double SumOfLosses()
    {
        double a = 0, b = 0, c = 0, d = 0;
        for (nuint lane = 0; lane < pass.Blocks * LaneBlocks.Rows; lane += 4)
        {
            a += pass.Losses[lane];
            b += pass.Losses[lane + 1];
            c += pass.Losses[lane + 2];
            d += pass.Losses[lane + 3];
        }
        return a + b + (c + d);
    }

    /// <summary>Takes one chunk through the network: first its rows into lane blocks, then forward and, in training, backward.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunChunk(void* context, int chunk, int worker)
    {
        var job = (WaveJob*)context;
        var first = chunk * ChunkBlocks;
        var blocks = Math.Min(ChunkBlocks, (int)job->pass.Blocks - first);
        for (var block = first; block < first + blocks; block++)
            job->FillBlock(block);
        var memory = job->scratch + (long)worker * job->program.TrainingScratch;
        if (job->pass.Gradient is null)
            job->program.Evaluate(&job->pass, (nuint)first, (nuint)blocks, memory);
        else
            job->program.Train(&job->pass, (nuint)first, (nuint)blocks, memory);
    }

    private static void RunSlice(void* context, int slice, int worker)
    {
        var job = (WaveJob*)context;
        job->program.ParameterGradients(&job->pass, job->firstRow > 0, (nuint)slice, (nuint)job->slices);
    }

    /// <summary>Lays the rows of one block, and their targets, out in lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FillBlock(int block)
    {
        var start = block * LaneBlocks.Rows;
        var count = Math.Min(LaneBlocks.Rows, rows - start);
        var (inputSize, targetSize) = (program.InputSize, program.OutputSize);
        if (Inputs is not null)
            LaneBlocks.FromRows(Inputs + (long)(firstRow + start) * inputSize, count, inputSize, wave + (long)start * inputSize);
        var targets = pass.Targets + (long)start * targetSize;
        var weights = pass.RowWeights + start;
        if (program.Classes is { } classes)
        {
            classes.Encode(new ReadOnlySpan<int>(Labels + firstRow + start, count), targets, weights, Scale);
            return;
        }
        LaneBlocks.FromRows(Targets + (long)(firstRow + start) * targetSize, count, targetSize, targets);
        program.Probabilities?.Adjust(targets);
        for (var lane = 0; lane < LaneBlocks.Rows; lane++)
            weights[lane] = lane < count ? Scale : 0;
    }
}
