using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>
/// Where all rows of a batch meet, and the batch is computed in shards, perhaps by several processes: each shard first leaves what its own rows say, then reads what those of all say. The
/// order of the shards is always the same, so what they say together does not depend on who computes which.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct Meeting
{
    /// <summary>Whether a shard is to leave its numbers; else it reads those of all.</summary>
    internal bool IsCollecting;

    /// <summary>Whether the running statistics follow: all shards of a process find the same, and move them once.</summary>
    internal bool Moves;

    /// <summary>Receives the numbers of one shard.</summary>
    internal double* Own;

    /// <summary>Those of all shards, one after the other.</summary>
    internal double* All;

    /// <summary>The numbers of a shard.</summary>
    internal int Length;

    /// <summary>The numbers that layers before this have taken.</summary>
    internal int Taken;

    /// <summary>The number of shards.</summary>
    internal int Shards;

    /// <summary>The rows of each; some may have none.</summary>
    internal int* Rows;

    /// <summary>The first of some numbers that a layer leaves or reads: their place in those of a shard.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Take(int numbers)
    {
        var place = Taken;
        Taken += numbers;
        return place;
    }

    /// <summary>The rows of all shards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly nint AllRows()
    {
        nint rows = 0;
        for (var shard = 0; shard < Shards; shard++)
            rows += Rows[shard];
        return rows;
    }
}
