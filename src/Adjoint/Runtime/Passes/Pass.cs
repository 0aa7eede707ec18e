using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>What a generated pass works on: some lane blocks of a batch and the memory that belongs to them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct Pass<T>
    where T : unmanaged
{
    /// <summary>The network's parameters.</summary>
    public T* Parameters;

    /// <summary>The direction in which they change, where a derivative along one is computed.</summary>
    public T* Tangents;

    /// <summary>Receives their gradient.</summary>
    public T* Gradient;

    /// <summary>The statistics that training keeps, as they will be if the step is accepted.</summary>
    public T* Running;

    /// <summary>The inputs, each in lane blocks.</summary>
    public T** Inputs;

    /// <summary>The target of each loss in lane blocks.</summary>
    public T** Targets;

    /// <summary>For each loss each row's weight in its mean, a lane a row.</summary>
    public T** RowWeights;

    /// <summary>For each loss, receives each row's share of it.</summary>
    public T** Losses;

    /// <summary>1 for each lane whose row counts, else 0; there where some pass asks.</summary>
    public T* RowMask;

    /// <summary>Memory for what later stages and the gradients of the parameters read.</summary>
    public T* Kept;

    /// <summary>Memory for what stages that bring all rows together leave.</summary>
    public T* Statistics;

    /// <summary>What the shards of a batch tell each other; null where the rows are all that there are.</summary>
    public Meeting* Meeting;

    /// <summary>The number of lane blocks.</summary>
    public nint Blocks;

    /// <summary>The number of rows in them.</summary>
    public nint Rows;

    /// <summary>The number of lane blocks of the batch that came before.</summary>
    public nint FirstBlock;

    /// <summary>The seed of the network.</summary>
    public ulong Seed;

    /// <summary>The number of gradients computed before.</summary>
    public ulong Step;

    /// <summary>Whether the gradient of tables that are read by tokens alone begins as zeros, so that they need not be cleared.</summary>
    public bool TablesAreClear;

    /// <summary>Whether the results of a derivative are wanted, and not its gradient alone.</summary>
    public bool WantsResults;

    /// <summary>Receives the output of each layer, where someone looks on: (watcher, number of the layer, output, first row of the batch, rows).</summary>
    public delegate*<void*, int, T*, nint, nint, void> Watch;

    /// <summary>Passed on to <see cref="Watch"/>.</summary>
    public void* Watcher;

    /// <summary>Shows the output of a layer to whoever looks on.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="output">Its output, in lane blocks.</param>
    /// <param name="first">The first block.</param>
    /// <param name="blocks">The number of blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Show(int layer, T* output, nint first, nint blocks)
    {
        if (Watch != null)
            Watch(Watcher, layer, output, (FirstBlock + first) * LaneBlocks.Rows, Math.Min(blocks * LaneBlocks.Rows, Rows - first * LaneBlocks.Rows));
    }

    /// <summary>The key of one layer's dropout masks in this step: a mix of seed, step and layer.</summary>
    public readonly ulong DropoutKey(ulong layer) => Dropout.Key(Seed, Step, layer);
}
