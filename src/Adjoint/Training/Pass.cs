using System.ComponentModel;

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

    /// <summary>Memory for what stages that bring all rows together leave behind.</summary>
    public T* Statistics;

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

    /// <summary>Whether the results of a derivative are wanted, and not its gradient alone.</summary>
    public bool WantsResults;

    /// <summary>The key of one layer's dropout masks in this step: a mix of seed, step and layer.</summary>
    public readonly ulong DropoutKey(ulong layer) => Dropout.Key(Seed, Step, layer);
}
