using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>What a generated pass works on: some lane blocks of a batch and the memory that belongs to them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct Pass
{
    /// <summary>The network's parameters.</summary>
    public float* Parameters;

    /// <summary>Receives their gradient.</summary>
    public float* Gradient;

    /// <summary>The inputs, each in lane blocks.</summary>
    public float** Inputs;

    /// <summary>The target in lane blocks.</summary>
    public float* Targets;

    /// <summary>Each row's weight in the mean of the loss, a lane a row.</summary>
    public float* RowWeights;

    /// <summary>Receives each row's share of the loss.</summary>
    public float* Losses;

    /// <summary>Memory for what the gradients of the parameters read.</summary>
    public float* Kept;

    /// <summary>The number of lane blocks.</summary>
    public nuint Blocks;

    /// <summary>The number of lane blocks of the batch that came before.</summary>
    public nuint FirstBlock;

    /// <summary>The seed of the network.</summary>
    public ulong Seed;

    /// <summary>The number of gradients computed before.</summary>
    public ulong Step;

    /// <summary>The key of one layer's dropout masks in this step: a mix of seed, step and layer.</summary>
    public readonly ulong DropoutKey(ulong layer) => SplitMix.Mix(SplitMix.Mix(SplitMix.Mix(Seed) ^ Step) ^ layer);
}
