using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Kernels;

/// <summary>
/// Attention of some heads. Sixteen positions of one row lie in the lanes: the products of queries with keys and of probabilities with values are then those of a dense layer, with a block
/// of keys or values in the place of its weight.
/// </summary>
/// <param name="Heads">The heads of the queries.</param>
/// <param name="KeyHeads">The heads of keys and values, each of which serves as many of the queries'.</param>
/// <param name="Width">The numbers of a head.</param>
/// <param name="Queries">The positions that ask.</param>
/// <param name="Keys">The positions that are asked.</param>
/// <param name="Causal">Whether a position sees none behind its own; the last of both are at one place.</param>
/// <param name="Window">How many positions, back from its own, it sees; 0 for all.</param>
/// <param name="IsPacked">Whether queries, keys and values lie side by side in one value.</param>
/// <param name="Drops">Whether training drops probabilities.</param>
/// <param name="BiasHeads">For how many heads there are numbers that are added to the scores; 1 where all have the same, 0 where there are none.</param>
/// <param name="BiasUnits">How many attentions of a row, one after the other, add the same numbers; 1 where each has its own.</param>
/// <param name="HasLengths">Whether each row says how many keys there are.</param>
/// <param name="InLanes">Whether positions lie in the lanes already, so that nothing is brought there and back.</param>
internal sealed record AttentionKernel(
    int Heads, int KeyHeads, int Width, int Queries, int Keys, bool Causal, int Window, bool IsPacked, bool Drops, int BiasHeads, int BiasUnits, bool HasLengths, bool InLanes) : Kernel(
    $"{(Causal ? "Causal" : "")}Attention{Heads}x{Width}Of{Queries}" + (Keys == Queries ? "" : $"To{Keys}") + (KeyHeads == Heads ? "" : $"KeyHeads{KeyHeads}")
    + (Window == 0 ? "" : $"Window{Window}") + (IsPacked ? "Packed" : "") + (Drops ? "Dropped" : "")
    + (BiasHeads == 0 ? "" : $"Bias{BiasHeads}{(BiasUnits > 1 ? $"Of{BiasUnits}" : "")}") + (HasLengths ? "Lengths" : "") + (InLanes ? "InLanes" : ""))
{
    /// <summary>The rows whose positions are brought into the lanes at a time.</summary>
    public const int RowsTogether = 4;

    public override string RowMethod(string method) => method + "Row";

    /// <summary>Blocks of sixteen queries.</summary>
    public int QueryBlocks => LaneBlock.WholeVectors(Queries) / LaneBlock.Rows;

    /// <summary>Blocks of sixteen keys.</summary>
    public int KeyBlocks => LaneBlock.WholeVectors(Keys) / LaneBlock.Rows;

    /// <summary>The numbers of a position of what has the queries, and of what has the keys and of what has the values.</summary>
    public int Stride(bool ofKeys) => IsPacked ? (Heads + 2 * KeyHeads) * Width : (ofKeys ? KeyHeads : Heads) * Width;

    /// <summary>The numbers of one head of one row, with the positions in the lanes.</summary>
    public int Size(bool ofKeys) => (ofKeys ? KeyBlocks : QueryBlocks) * LaneBlock.Rows * Width;

    /// <summary>The logarithms that the forward pass leaves for the backward pass, one for each head and position of a row.</summary>
    public int Logarithms => Heads * QueryBlocks * LaneBlock.Rows;

    /// <summary>The numbers of a row's masks, a square of sixteen keys and sixteen queries behind another.</summary>
    public int Masks => Heads * QueryBlocks * KeyBlocks * LaneBlock.Rows * LaneBlock.Rows;

    /// <summary>Of sixteen queries, the scores of all keys, and sixteen numbers more.</summary>
    public int Scores => (KeyBlocks * LaneBlock.Rows + 1) * LaneBlock.Rows;

    /// <summary>The numbers from one block of sixteen positions of a head to the next: of queries, or of keys and values.</summary>
    public int BlockStride(bool ofKeys) => (InLanes ? Stride(ofKeys) : Width) * LaneBlock.Rows;

    /// <summary>The same of outputs.</summary>
    public int OutputStride => (InLanes ? Heads * Width : Width) * LaneBlock.Rows;

    /// <summary>Whether something is added to the scores.</summary>
    public bool HasBias => BiasHeads > 0;

    /// <summary>Whether several attentions add the same numbers.</summary>
    public bool SharesBias => BiasUnits > 1;

    /// <summary>What is added for one head of one row, with the queries in the lanes.</summary>
    public int BiasSize => HasBias ? QueryBlocks * LaneBlock.Rows * Keys : 0;

    /// <summary>Room behind what is added, for a block that is read whole.</summary>
    public int BiasRoom => HasBias ? LaneBlock.Rows * LaneBlock.Rows : 0;

    /// <summary>The memory that the forward pass needs.</summary>
    public int ForwardWork => InLanes ? Scores : RowsTogether * (2 * (Size(false) + Size(true)) + BiasSize) + BiasRoom + Scores;

    /// <summary>The memory that the backward pass needs.</summary>
    public int BackwardWork => (InLanes ? 0 : RowsTogether * (4 * (Size(false) + Size(true)) + 2 * BiasSize) + 2 * BiasRoom) + (Drops ? 5 : 4) * LaneBlock.Rows * LaneBlock.Rows;

    /// <summary>Whether some query does not see all keys of a block that it sees.</summary>
    public bool HasMask => Causal || Window > 0 || HasLengths || Keys % LaneBlock.Rows > 0;
}
