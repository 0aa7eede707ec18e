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

    /// <summary>Slices of which the second is empty, and which fit into a number of 32 bits.</summary>
    private const int NoSlice = 1 << 30;

    private readonly NetworkProgram<T> program;
    private readonly WaveWork<T> work;
    private readonly BatchData<T> data;
    private readonly delegate*<Pass<T>*, bool, nint, nint, void>[] meetings;
    private readonly T* scratch;

    /// <summary>What the stages work on; of several parts of a batch that go through them together, that of the one at work.</summary>
    public Pass<T> Pass;

    private bool adds;
    private int stage;
    private int slices;

    /// <summary>A job without rows as yet.</summary>
    /// <param name="program">The network.</param>
    /// <param name="work">What is computed.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="memory">Room for a wave.</param>
    /// <param name="layout">Where its parts are.</param>
    /// <param name="pointers">Room for the pointers to them.</param>
    /// <param name="scratch">Room for a chunk for each thread.</param>
    /// <param name="data">The rows of the batch.</param>
    /// <param name="gradient">Receives the gradient; null where none is asked for.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="step">The gradients computed before.</param>
    public WaveJob(
        NetworkProgram<T> program, WaveWork<T> work, ParameterBlock<T> parameters, T* memory, WaveLayout<T> layout, T** pointers, T* scratch, in BatchData<T> data,
        AlignedBuffer<T>? gradient, ulong seed, ulong step)
    {
        this.program = program;
        this.work = work;
        this.data = data;
        this.scratch = scratch;
        meetings = gradient is null ? none : program.Meet;
        Pass = new Pass<T>
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
        layout.Place(program, data, memory, pointers, ref Pass);
    }

    /// <summary>Runs one wave, and adds its share to the sum of each loss.</summary>
    /// <param name="first">Its first row.</param>
    /// <param name="count">Its rows.</param>
    /// <param name="isLater">Whether its gradient is added to that of waves before it.</param>
    /// <param name="threads">The threads that share its chunks.</param>
    /// <param name="sliceCount">The slices of the parameters' gradients.</param>
    /// <param name="sums">The sums of the losses.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int first, int count, bool isLater, int threads, int sliceCount, double* sums)
    {
        Begin(first, count);
        for (var i = 0; i < work.Stages(program); i++)
        {
            RunBlocks(i, threads);
            if (i < meetings.Length)
                Meet(i, isLater, threads, sliceCount);
        }
        AddLosses(sums);
    }

    /// <summary>Points the pass to some rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(int first, int count)
    {
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            if (data.Intake.ReadsInPlace(data.Inputs[i]))
                Pass.Inputs[i] = data.Inputs[i].Numbers<T>() + (long)first * program.Inputs[i].Size;
        }
        Pass.Rows = count;
        Pass.Blocks = LaneBlocks.Count(count);
        Pass.FirstBlock = first / LaneBlocks.Rows;
    }

    /// <summary>Takes all chunks through one stage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RunBlocks(int number, int threads)
    {
        stage = number;
        var chunkBlocks = program.ChunkRows / LaneBlocks.Rows;
        fixed (WaveJob<T>* job = &this)
            Workers.Run(&RunChunk, job, ((int)Pass.Blocks + chunkBlocks - 1) / chunkBlocks, threads);
    }

    /// <summary>Computes what all rows together say after a stage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Meet(int number, bool isLater, int threads, int sliceCount)
    {
        (stage, adds, slices) = (number, isLater, sliceCount);
        fixed (WaveJob<T>* job = &this)
            Workers.Run(&RunSlice, job, slices, threads);
    }

    /// <summary>Leaves what the rows say after a stage for other shards, and computes nothing else: the slice of the sums over rows is empty.</summary>
    public void Collect(int number)
    {
        fixed (Pass<T>* pass = &Pass)
            meetings[number](pass, false, 1, NoSlice);
    }

    /// <summary>Adds the rows' shares to the sum of each loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void AddLosses(double* sums)
    {
        for (var i = 0; i < program.Losses.Length; i++)
            sums[i] += SumOf(Pass.Losses[i], Pass.Blocks * LaneBlocks.Rows * program.Losses[i].Positions);
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
        var pass = &job->Pass;
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
        if (job->Pass.Meeting == null)
        {
            job->meetings[job->stage](&job->Pass, job->adds, slice, job->slices);
            return;
        }
        // Each slice reads from the first layer's numbers on.
        var (pass, meeting) = (job->Pass, *job->Pass.Meeting);
        pass.Meeting = &meeting;
        job->meetings[job->stage](&pass, job->adds, slice, job->slices);
    }
}
