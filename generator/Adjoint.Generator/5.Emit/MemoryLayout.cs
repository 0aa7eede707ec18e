namespace Adjoint.Generator.Emit;

/// <summary>The numbers that the generated passes and the run-time library agree on.</summary>
internal static class MemoryLayout
{
    /// <summary>Rows in a lane block.</summary>
    public const int BlockRows = 16;

    /// <summary>Blocks that pass through the network together: two, so that one broadcast weight serves two 512-bit vectors.</summary>
    public const int ChunkBlocks = 2;

    /// <summary>Rows that pass through the network together.</summary>
    public const int ChunkRows = BlockRows * ChunkBlocks;
}
