using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Kernels;

/// <summary>
/// Attention of one step to itself and the steps before. For one row, sixteen keys lie in the lanes of a block, <c>[keys/16][width][16]</c>, and a value's numbers side by side; of sixteen rows
/// each has a lane of its own, <c>[step][width][16]</c>.
/// </summary>
/// <param name="Heads">The heads of the query.</param>
/// <param name="KeyHeads">The heads of keys and values, each of which serves as many of the query's.</param>
/// <param name="Width">The numbers of a head.</param>
/// <param name="Capacity">The steps that are kept.</param>
/// <param name="IsRing">Whether a step is written over the oldest where all places are taken.</param>
/// <param name="IsPacked">Whether query, key and value lie side by side in one value.</param>
internal sealed record AttentionStepKernel(int Heads, int KeyHeads, int Width, int Capacity, bool IsRing, bool IsPacked) : Kernel(
    $"AttentionStep{Heads}x{Width}{(IsRing ? "Window" : "Of")}{Capacity}" + (KeyHeads == Heads ? "" : $"KeyHeads{KeyHeads}") + (IsPacked ? "Packed" : ""))
{
    /// <summary>The distance from one value of a row to the next.</summary>
    public int ValueStride => LaneBlock.WholeVectors(Width);

    /// <summary>The scores of a head: of sixteen rows, or steps, one beside the other, or of one row, with room for a vector of results.</summary>
    public int Work => LaneBlock.WholeVectors(Capacity) * LaneBlock.Rows;

    public override string RowMethod(string method) => method + "Row";
}
