using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>A list of attributes that is being read: a network's own, or a block's at one of its uses. What is named in it is known in it alone.</summary>
/// <param name="words">The attributes.</param>
/// <param name="block">The block whose they are; null for a network.</param>
internal sealed class Frame(EquatableArray<Word> words, BlockDeclaration? block = null)
{
    /// <summary>The attributes.</summary>
    public EquatableArray<Word> Words => words;

    /// <summary>The block whose attributes they are; null for a network.</summary>
    public BlockDeclaration? Block => block;

    /// <summary>The frame that the block is used in; null for the outermost.</summary>
    public Frame? Outer { get; init; }

    /// <summary>What the names of its layers begin with in the network: nothing, or the name of each use, with a dot behind it.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>
    /// Where a use of a block shares its tensors with another: what the names of its layers begin with, and what those of the other begin with. Blocks in it share theirs too.
    /// </summary>
    public (string Own, string Owner)? Shared { get; init; }

    /// <summary>The layer of the library's whose parts stand in it; null outside of one.</summary>
    public string? WholeLayer { get; init; }

    /// <summary>Which repetition of the block it is, for messages.</summary>
    public string Repetition { get; init; } = "";

    /// <summary>Whether the use keeps all parameters in it as they are; the uses of blocks in it are frozen then too.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>What the use of the block hands in; nothing where a block is checked by itself.</summary>
    public IReadOnlyList<NamedValue> Given { get; init; } = [];

    /// <summary>The number of the attribute that is being read.</summary>
    public int Current { get; set; }

    /// <summary>The values that have names.</summary>
    public Dictionary<string, NamedValue> Named { get; } = new(StringComparer.Ordinal);

    /// <summary>The values of the block's parameters.</summary>
    public Dictionary<string, double> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>The frames from the outermost to this one.</summary>
    public IReadOnlyList<Frame> Path => Outer is null ? [this] : [.. Outer.Path, this];

    /// <summary>What is being read, for messages.</summary>
    public string Reading => Current < 0 ? "declaration" : words[Current].Name;
}
