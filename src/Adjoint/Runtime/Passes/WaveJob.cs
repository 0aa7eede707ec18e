using System.Numerics;
using System.Runtime.CompilerServices;

// Work items receive the job by address. It holds references, but it lies on the stack of the caller, who waits for them: it does not move, and the
// garbage collector sees what it refers to.
#pragma warning disable CS8500

namespace Adjoint.Runtime;

/// <summary>One wave of a batch on its way through the network: what is computed of it is the work's business, how its rows come in the intake's.</summary>
internal unsafe ref struct WaveJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of pointers there is no shared empty array.</summary>
    private static readonly delegate*<Pass<T>*, bool, nint, nint, void>[] none = new delegate*<Pass<T>*, bool, nint, nint, void>[0];

    private readonly NetworkProgram<T> program;
    private readonly WaveWork<T> work;
    private readonly BatchData<T> data;
    private readonly delegate*<Pass<T>*, bool, nint, nint, void>[] meetings;
    private readonly T* scratch;
    private Pass<T> pass;
    private int slices;
    private int stage;

    public WaveJob(
        NetworkProgram<T> program, WaveWork<T> work, ParameterBlock<T> parameters, T* memory, WaveLayout<T> layout, T** pointers, in BatchData<T> data, AlignedBuffer<T>? gradient,
        ulong seed, ulong step)
    {
        this.program = program;
        this.work = work;
        this.data = data;
        meetings = gradient is null ? none : program.Meet;
        scratch = memory + layout.Total;
        pass = new Pass<T>
        {
            Parameters = parameters.Pointer,
            Tangents = data.Tangents,
            Running = data.Running,
            Gradient = gradient is null ? null : gradient.Pointer,
            Seed = seed,
            Step = step,
            TablesAreClear = data.TablesAreClear,
            WantsResults = WantsResults(program, data.Results),
            Watch = data.Watch,
            Watcher = data.Watcher,
        };
        layout.Place(program, data, memory, pointers, ref pass);
    }

    /// <summary>Runs one wave, and adds its share to the sum of each loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int first, int count, int threads, int sliceCount, double* sums)
    {
        slices = sliceCount;
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            if (data.Intake.ReadsInPlace(data.Inputs[i]))
                pass.Inputs[i] = data.Inputs[i].Numbers<T>() + (long)first * program.Inputs[i].Size;
        }
        pass.Rows = count;
        pass.Blocks = LaneBlocks.Count(count);
        pass.FirstBlock = first / LaneBlocks.Rows;
        var chunkBlocks = program.ChunkRows / LaneBlocks.Rows;
        var chunks = ((int)pass.Blocks + chunkBlocks - 1) / chunkBlocks;
        fixed (WaveJob<T>* job = &this)
        {
            for (stage = 0; stage < work.Stages(program); stage++)
            {
                Workers.Run(&RunChunk, job, chunks, threads);
                if (stage < meetings.Length)
                    Workers.Run(&RunSlice, job, slices, threads);
            }
        }
        for (var i = 0; i < program.Losses.Length; i++)
            sums[i] += SumOf(pass.Losses[i], pass.Blocks * LaneBlocks.Rows * program.Losses[i].Positions);
    }

    private static bool WantsResults(NetworkProgram<T> program, Feed* results)
    {
        for (var i = 0; i < program.Results.Length; i++)
        {
            if (results[i].Length > 0)
                return true;
        }
        return false;
    }

    /// <summary>Four sums next to each other do not wait for one another; their order is always the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOf(T* losses, nint count)
    {
        double a = 0, b = 0, c = 0, d = 0;
        for (nint lane = 0; lane < count; lane += 4)
        {
            a += double.CreateTruncating(losses[lane]);
            b += double.CreateTruncating(losses[lane + 1]);
            c += double.CreateTruncating(losses[lane + 2]);
            d += double.CreateTruncating(losses[lane + 3]);
        }
        return a + b + (c + d);
    }

    /// <summary>Takes one chunk through a stage of the network; in the first, its rows go into lane blocks before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunChunk(void* context, int chunk, int worker)
    {
        var job = (WaveJob<T>*)context;
        var program = job->program;
        var pass = &job->pass;
        var chunkBlocks = program.ChunkRows / LaneBlocks.Rows;
        var first = chunk * chunkBlocks;
        var blocks = Math.Min(chunkBlocks, (int)pass->Blocks - first);
        for (var block = first; block < first + blocks && job->stage == 0; block++)
        {
            var start = block * LaneBlocks.Rows;
            job->data.Intake.Fill(program, job->data, pass, start, Math.Min(LaneBlocks.Rows, (int)pass->Rows - start));
        }
        job->work.Run(program, job->data, pass, job->stage, first, blocks, job->scratch + (long)worker * program.TrainingScratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunSlice(void* context, int slice, int worker)
    {
        var job = (WaveJob<T>*)context;
        job->meetings[job->stage](&job->pass, job->pass.FirstBlock > 0, slice, job->slices);
    }
}
