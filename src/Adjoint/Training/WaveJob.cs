using System.Numerics;
using System.Runtime.CompilerServices;

// Work items receive the job by address. It holds references, but it lies on the stack of the caller, who waits for them: it does not move, and the
// garbage collector sees what it refers to.
#pragma warning disable CS8500

namespace Adjoint.Runtime;

/// <summary>One wave of a batch on its way through the network.</summary>
internal unsafe partial struct WaveJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ChunkBlocks = NetworkProgram<T>.ChunkBlocks;

    private readonly NetworkProgram<T> program;
    private readonly T* scratch;
    private readonly Feed* inputs;
    private readonly Feed* targets;
    private readonly T* scales;
    private readonly Feed* results;
    private readonly int directions;
    private readonly bool isSwept;
    private readonly bool leavesOut;
    private readonly int rowStride;
    private Pass<T> pass;
    private int firstRow;
    private int slices;
    private int stage;

    public WaveJob(
        NetworkProgram<T> program, ParameterBlock<T> parameters, T* memory, WaveLayout<T> layout, T** pointers, scoped in BatchData<T> data, AlignedBuffer<T>? gradient,
        ulong seed, ulong step)
    {
        this.program = program;
        scratch = memory + layout.Total;
        inputs = data.Inputs;
        targets = data.Targets;
        scales = data.Scales;
        results = data.Results;
        directions = data.Directions;
        isSwept = data.IsSwept;
        // Where all rows meet, those that a loss ignores still have a part in the statistics.
        leavesOut = data.IgnoresRows && !program.MixesRows;
        rowStride = data.RowStride;
        pass = new Pass<T>
        {
            Parameters = parameters.Pointer,
            Tangents = data.Tangents,
            Running = data.Running,
            Gradient = gradient is null ? null : gradient.Pointer,
            Seed = seed,
            Step = step,
            WantsResults = WantsResults(program, data.Results),
        };
        layout.Place(program, data, memory, pointers, ref pass);
    }

    /// <summary>Runs one wave, and adds its share to the sum of each loss.</summary>
    public void Run(int first, int count, int threads, int sliceCount, double* sums)
    {
        (firstRow, slices) = (first, sliceCount);
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            if (IsReadInPlace(i))
                pass.Inputs[i] = inputs[i].Numbers<T>() + (long)first * program.Inputs[i].Size;
        }
        pass.Rows = count;
        pass.Blocks = LaneBlocks.Count(count);
        pass.FirstBlock = first / LaneBlocks.Rows;
        var chunks = ((int)pass.Blocks + ChunkBlocks - 1) / ChunkBlocks;
        fixed (WaveJob<T>* job = &this)
        {
            stage = 0;
            if (!Trains || directions > 0)
                Workers.Run(&RunChunk, job, chunks, threads);
            for (; Trains && directions == 0 && stage < program.Train.Length; stage++)
            {
                Workers.Run(&RunChunk, job, chunks, threads);
                if (pass.Gradient is not null)
                    Workers.Run(&RunSlice, job, slices, threads);
            }
        }
        for (var i = 0; i < program.Losses.Length; i++)
            sums[i] += SumOf(pass.Losses[i]);
    }

    /// <summary>Four sums beside each other do not wait for one another; their order is always the same.</summary>
    private readonly double SumOf(T* losses)
    {
        double a = 0, b = 0, c = 0, d = 0;
        for (nint lane = 0; lane < pass.Blocks * LaneBlocks.Rows; lane += 4)
        {
            a += double.CreateTruncating(losses[lane]);
            b += double.CreateTruncating(losses[lane + 1]);
            c += double.CreateTruncating(losses[lane + 2]);
            d += double.CreateTruncating(losses[lane + 3]);
        }
        return a + b + (c + d);
    }

    /// <summary>Takes one chunk through a stage of the network; in the first, its rows go into lane blocks before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunChunk(void* context, int chunk, int worker)
    {
        var job = (WaveJob<T>*)context;
        var first = chunk * ChunkBlocks;
        var blocks = Math.Min(ChunkBlocks, (int)job->pass.Blocks - first);
        for (var block = first; block < first + blocks && job->stage == 0; block++)
            job->FillBlock(block);
        var memory = job->scratch + (long)worker * job->program.TrainingScratch;
        if (job->directions > 0)
            job->RunDirections(first, blocks, memory, &job->pass);
        else if (!job->Trains)
            job->program.Evaluate(&job->pass, first, blocks, memory);
        else
            job->program.Train[job->stage](&job->pass, first, blocks, memory);
        if (job->results is not null && job->directions == 0)
            job->WriteResults(first, blocks, direction: 0);
    }

    private static void RunSlice(void* context, int slice, int worker)
    {
        var job = (WaveJob<T>*)context;
        job->program.Meet[job->stage](&job->pass, job->firstRow > 0, slice, job->slices);
    }

    /// <summary>Lays the rows of one block, and their targets, out in lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FillBlock(int block)
    {
        var start = block * LaneBlocks.Rows;
        var count = Math.Min(LaneBlocks.Rows, (int)pass.Rows - start);
        if (directions > 0 && !isSwept)
            FillDirections(start, count);
        else
            FillInputs(start, count);
        for (var i = 0; i < program.Losses.Length; i++)
            FillTargets(i, start, count);
        if (program.MasksRows || leavesOut)
            LeaveOut(start, count);
    }

    /// <summary>
    /// Says which rows count: not the lanes without a row, and not the rows that every loss ignores. The inputs of the latter become zeros, as those of the former are,
    /// for the sums over rows of weight gradients multiply them with a gradient of 0.
    /// </summary>
    private readonly void LeaveOut(int start, int count)
    {
        for (var lane = 0; lane < LaneBlocks.Rows; lane++)
        {
            var counts = lane < count && !(leavesOut && IsIgnored(start + lane));
            if (program.MasksRows)
                pass.RowMask[start + lane] = counts ? T.One : T.Zero;
            for (var i = 0; i < program.Inputs.Length && leavesOut && !counts; i++)
                LaneBlocks.ClearLane(pass.Inputs[i] + (long)start * program.Inputs[i].Size, program.Inputs[i].Size, lane);
        }
    }

    /// <summary>Whether no loss gives a row any weight.</summary>
    private readonly bool IsIgnored(int row)
    {
        for (var i = 0; i < program.Losses.Length; i++)
        {
            if (pass.RowWeights[i][row] != T.Zero)
                return false;
        }
        return true;
    }

    private readonly void FillInputs(int start, int count)
    {
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            var size = program.Inputs[i].Size;
            if (inputs[i].Length == 0)
                new Span<T>(pass.Inputs[i] + (long)start * size, size * LaneBlocks.Rows).Clear();
            else if (!IsReadInPlace(i))
                inputs[i].FillBlock(firstRow + start, count, size, pass.Inputs[i] + (long)start * size);
        }
    }

    private readonly bool IsReadInPlace(int input) => inputs[input].Layout == FeedLayout.Lanes && !leavesOut;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FillTargets(int index, int start, int count)
    {
        var loss = program.Losses[index];
        var (size, source) = (program.Targets[loss.Target].ComparedSize, targets[loss.Target]);
        var lanes = pass.Targets[index] + (long)start * size;
        var weights = pass.RowWeights[index] + start;
        if (loss.Classes is { } classes)
        {
            var labels = new ReadOnlySpan<int>(source.Labels + firstRow + start, count);
            classes.Encode(labels, lanes, weights, scales[index]);
            if (rowStride > 0)
                WeighByThemselves(loss, labels, weights);
            return;
        }
        source.FillBlock(firstRow + start, count, size, lanes);
        loss.Probabilities?.Adjust(lanes);
        for (var lane = 0; lane < LaneBlocks.Rows; lane++)
            weights[lane] = lane < count ? scales[index] : T.Zero;
    }
}
