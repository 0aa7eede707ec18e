using System.Runtime.CompilerServices;
using Adjoint.Runtime;

// Work items receive the job by address. It holds references, but it lies on the stack of the caller, who waits for them: it does not move, and the
// garbage collector sees what it refers to.
#pragma warning disable CS8500

namespace Adjoint.Data;

/// <summary>Fills batches with changed rows: sixteen at a time, on any thread, and none depends on another until they are mixed.</summary>
internal sealed unsafe class AugmentedRows
{
    /// <summary>Values that are worth waking a thread for, about 20 to 50 µs.</summary>
    private const int ValuesPerThread = 1 << 16;

    private readonly FeatureTable<float> table;
    private readonly Augmentation augmentation;
    private readonly long seed;

    /// <summary>The room of one image, in whole cache lines.</summary>
    private readonly int room;

    /// <summary>For each thread the images of a lane block, and a spare one.</summary>
    private readonly AlignedBuffer?[] memory = new AlignedBuffer?[Workers.MaxThreads];

    /// <summary>All images of a batch, where they are mixed.</summary>
    private readonly AlignedBuffer? whole;

    /// <summary>Which rows are mixed with which; null where they are not mixed.</summary>
    private readonly MixedPairs? pairs;

    /// <summary>Prepares to change rows of a table.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="augmentation">The changes.</param>
    /// <param name="seed">Equal seeds give equal changes.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="pairs">Which rows of a batch are mixed with which, drawn before each; null where they are not mixed.</param>
    /// <exception cref="ArgumentOutOfRangeException">That many rows cannot be kept to be mixed.</exception>
    public AugmentedRows(FeatureTable<float> table, Augmentation augmentation, long seed, int capacity, MixedPairs? pairs = null)
    {
        this.table = table;
        this.augmentation = augmentation;
        this.seed = seed;
        this.pairs = pairs;
        room = (augmentation.Room + AlignedBuffer.Alignment - 1) / AlignedBuffer.Alignment * AlignedBuffer.Alignment;
        if (pairs is null)
            return;
        if ((long)capacity * room > Array.MaxLength - 2 * AlignedBuffer.Alignment)
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, $"{capacity} images of {augmentation.Shape} are too many to be mixed; take fewer rows.");
        whole = new AlignedBuffer(capacity * room);
    }

    /// <summary>Fills lane blocks with rows of the table.</summary>
    /// <param name="rows">Their numbers in the table.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="into">Receives them; lanes without a row become zero.</param>
    /// <param name="threads">The most threads to use.</param>
    public void Gather(ReadOnlySpan<int> rows, int epoch, PortRows into, int threads)
    {
        into.Rows = rows.Length;
        Gather(rows, epoch, into.Lanes<float>()!, threads);
    }

    /// <inheritdoc cref="Gather(ReadOnlySpan{int}, int, PortRows, int)"/>
    /// <param name="rows">Their numbers in the table.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="blocks">Receives them, <c>[block][feature][16]</c>; lanes without a row become zero.</param>
    /// <param name="threads">The most threads to use.</param>
    public void Gather(ReadOnlySpan<int> rows, int epoch, AlignedBuffer blocks, int threads)
    {
        foreach (var row in rows)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)table.Rows, nameof(rows));
        var count = LaneBlocks.Count(rows.Length);
        threads = (int)Math.Clamp((long)rows.Length * table.FeatureCount / ValuesPerThread, 1, Math.Min(threads, count));
        for (var thread = 0; thread < threads; thread++)
            memory[thread] ??= new AlignedBuffer((LaneBlocks.Rows + 1) * room);
        fixed (int* numbers = rows)
        {
            var job = new Job { Owner = this, Numbers = numbers, Rows = rows.Length, Epoch = epoch, Blocks = blocks.Pointer };
            if (pairs is null)
            {
                Workers.Run(&FillBlock, &job, count, threads);
            }
            else
            {
                Workers.Run(&FillWhole, &job, count, threads);
                Workers.Run(&MixBlock, &job, count, threads);
            }
        }
        GC.KeepAlive(blocks);
    }

    private static void FillBlock(void* context, int block, int thread)
    {
        var job = (Job*)context;
        job->Owner.FillBlock(job, block * LaneBlocks.Rows, job->Owner.memory[thread]!.Pointer);
    }

    private static void FillWhole(void* context, int block, int thread)
    {
        var job = (Job*)context;
        job->Owner.FillWhole(job, block * LaneBlocks.Rows, job->Owner.memory[thread]!.Pointer);
    }

    private static void MixBlock(void* context, int block, int thread)
    {
        var job = (Job*)context;
        job->Owner.MixBlock(job, block * LaneBlocks.Rows, job->Owner.memory[thread]!.Pointer);
    }

    /// <summary>Changes up to sixteen rows and lays them out in lanes.</summary>
    [SkipLocalsInit]
    private void FillBlock(Job* job, int first, float* images)
    {
        var lanes = stackalloc float*[LaneBlocks.Rows];
        var count = Math.Min(LaneBlocks.Rows, job->Rows - first);
        var spare = images + LaneBlocks.Rows * room;
        for (var lane = 0; lane < count; lane++)
        {
            var image = images + lane * room;
            lanes[lane] = Change(job, first + lane, image, spare);
            if (lanes[lane] == spare)
                spare = image;
        }
        LaneBlocks.FromRows(lanes, count, table.FeatureCount, job->Blocks + (long)first * table.FeatureCount);
    }

    /// <summary>Changes up to sixteen rows and keeps them as rows.</summary>
    private void FillWhole(Job* job, int first, float* spare)
    {
        for (var row = first; row < Math.Min(first + LaneBlocks.Rows, job->Rows); row++)
        {
            var image = whole!.Pointer + (long)row * room;
            if (Change(job, row, image, spare) == spare)
                new ReadOnlySpan<float>(spare, table.FeatureCount).CopyTo(new Span<float>(image, table.FeatureCount));
        }
    }

    /// <summary>Mixes up to sixteen rows with their partners and lays them out in lanes.</summary>
    [SkipLocalsInit]
    private void MixBlock(Job* job, int first, float* images)
    {
        var lanes = stackalloc float*[LaneBlocks.Rows];
        var count = Math.Min(LaneBlocks.Rows, job->Rows - first);
        for (var lane = 0; lane < count; lane++)
        {
            lanes[lane] = images + lane * room;
            var (partner, share) = pairs![first + lane];
            Mixup.Mix(whole!.Pointer + (long)(first + lane) * room, whole.Pointer + (long)partner * room, share, table.FeatureCount, lanes[lane]);
        }
        LaneBlocks.FromRows(lanes, count, table.FeatureCount, job->Blocks + (long)first * table.FeatureCount);
    }

    private float* Change(Job* job, int row, float* image, float* spare)
    {
        table.CopyRow(job->Numbers[row], new Span<float>(image, table.FeatureCount));
        return augmentation.Apply(seed, job->Epoch, job->Numbers[row], image, spare);
    }

    private struct Job
    {
        public AugmentedRows Owner;
        public int* Numbers;
        public float* Blocks;
        public int Rows;
        public int Epoch;
    }
}
