using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Blocks;

/// <summary>What a declaration lists: a layer, or uses of a block.</summary>
internal abstract record Item;

/// <summary>One layer of the list, and how it comes by what it reads.</summary>
/// <param name="Layer">The layer; null where there is only an output to name.</param>
/// <param name="From">The value that has to be made current first; null where it is.</param>
/// <param name="Others">The values that it reads next to the current one.</param>
/// <param name="Output">The output that is exposed then.</param>
internal sealed record Step(Layer? Layer, Layer? From, IReadOnlyList<Layer> Others, GraphPort? Output) : Item
{
    /// <summary>The states of a cell that the value is left in.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    /// <summary>The layer whose tensors it reads, where several do; itself where others read its own.</summary>
    public Layer? Owner { get; init; }
}

/// <summary>A block, used once or several times on end, with the same arguments.</summary>
/// <param name="Block">The block.</param>
/// <param name="Entry">The value that the first use reads.</param>
/// <param name="From">That value, where it has to be made current first.</param>
/// <param name="Instances">The layers that each use stands for.</param>
/// <param name="Arguments">A number for each of the block's parameters.</param>
internal sealed record BlockUse(Block Block, Layer Entry, Layer? From, IReadOnlyList<IReadOnlyList<Layer>> Instances, IReadOnlyList<int> Arguments) : Item;

/// <summary>Layers that a model has more than once, as they are in their first use.</summary>
/// <param name="Steps">The layers.</param>
/// <param name="Entry">The value from outside that they read.</param>
/// <param name="Parameters">The names of the numbers in which uses differ.</param>
/// <param name="Expressions">Where the parameters are used: for a layer and one of its numbers (see <see cref="Slots"/>), an expression.</param>
internal sealed record Block(IReadOnlyList<Step> Steps, Layer Entry, IReadOnlyList<string> Parameters, IReadOnlyDictionary<(Layer, string), string> Expressions);
