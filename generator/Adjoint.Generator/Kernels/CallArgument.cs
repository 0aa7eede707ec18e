namespace Adjoint.Generator.Kernels;

/// <summary>
/// One argument of a call, where the arguments are not those that most kernels take: the operands, the number of units, and over all rows whether to add and which slice.
/// </summary>
internal abstract record CallArgument
{
    /// <summary>The address of an operand.</summary>
    /// <param name="Index">Its number among the call's.</param>
    public sealed record Address(int Index) : CallArgument;

    /// <summary>A whole number.</summary>
    public sealed record Number(int Value) : CallArgument;

    /// <summary>A number of the network's type.</summary>
    public sealed record Real(double Value) : CallArgument;

    /// <summary>So many numbers of each row: sixteen times as many in lane blocks.</summary>
    public sealed record Features(int Count) : CallArgument;

    /// <summary>The units of the blocks that the call treats, as often as there are numbers in a unit's block.</summary>
    /// <param name="Numbers">The numbers; 1 for the units themselves.</param>
    public sealed record Units(int Numbers = 1) : CallArgument;

    /// <summary>Where rows are positions, the rows that they are of: so many blocks each.</summary>
    public sealed record WholeRows(int Blocks) : CallArgument;

    /// <summary>The units of all blocks of the pass.</summary>
    public sealed record AllUnits : CallArgument;

    /// <summary>The rows of all blocks of the pass, one after the other; where a row has several units, their lanes.</summary>
    public sealed record AllRows : CallArgument;

    /// <summary>The units before the blocks that the call treats.</summary>
    public sealed record UnitsBefore : CallArgument;

    /// <summary>The rows of the batch.</summary>
    public sealed record Rows : CallArgument;

    /// <summary>Where the rows of several shards of a batch meet.</summary>
    public sealed record Meeting : CallArgument;

    /// <summary>What the masks of a layer are drawn from: seed, step and the layer's name.</summary>
    public sealed record MaskKey(string Layer) : CallArgument;

    /// <summary>The number of the first number that the call treats, in the whole batch.</summary>
    /// <param name="PerBlock">The numbers in a block.</param>
    public sealed record FirstNumber(int PerBlock) : CallArgument;

    /// <summary>Whether the call adds to what is there.</summary>
    public sealed record Accumulate : CallArgument;

    /// <summary>Which slice of the sums it takes, of how many.</summary>
    public sealed record Slice : CallArgument;

    /// <summary>What is written as it stands.</summary>
    public sealed record Text(string Code) : CallArgument;
}
