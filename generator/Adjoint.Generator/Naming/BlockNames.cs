using System.Globalization;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Naming;

/// <summary>The names that layers have in a network whose declaration may be wrong: as they would be if it were right.</summary>
internal sealed class BlockNames
{
    private readonly NetworkDeclaration declaration;
    private readonly Names names;
    private readonly List<(string Name, IReadOnlyList<string> Tensors)> layers = [];
    private int steps;

    private BlockNames(NetworkDeclaration declaration)
    {
        this.declaration = declaration;
        names = new Names([.. GeneratedMembers.Reserved, declaration.Name]);
    }

    /// <summary>What the names of a block's uses begin with: its class's name in small letters.</summary>
    public static string StemOf(BlockDeclaration block)
    {
        var letters = string.Concat(block.Name.ToLowerInvariant().Where(static c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '_'));
        return Names.IsIdentifier(letters) ? letters : "block";
    }

    /// <summary>Whether a name of repetitions ends in a number, as <c>layer2.1</c>: then it is that of the first of them.</summary>
    public static bool IsNumbered(string name) => int.TryParse(name.Substring(name.LastIndexOf('.') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>The name of a repetition: <c>layer2.0</c>, <c>layer2.1</c> and so on for <c>layer2</c>, and from the number on for a name that ends in one.</summary>
    public static string Counted(string name, int repetition)
    {
        if (!IsNumbered(name))
            return FormattableString.Invariant($"{name}.{repetition}");
        var number = name.LastIndexOf('.') + 1;
        return FormattableString.Invariant($"{name.Substring(0, number)}{long.Parse(name.Substring(number), CultureInfo.InvariantCulture) + repetition}");
    }

    /// <summary>The layers that could have parameters, each with a name of its own, and the names of their tensors.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Tensors)> LayersOf(NetworkDeclaration declaration)
    {
        var reader = new BlockNames(declaration);
        reader.Read(declaration.Words, "", []);
        return reader.layers;
    }

    private void Read(EquatableArray<Word> words, string prefix, EquatableArray<string> within)
    {
        foreach (var written in words)
        {
            if (++steps > Limits.Layers || within.Count > Limits.Levels)
                return;
            // How often a block is repeated is not known where an expression says it.
            var word = written is ExpressionWord expressions ? expressions.Unsized : written;
            if (word is ProjectWord project)
                Read(Projection.Block.Words, $"{prefix}{NameOf(project.LayerName, prefix, null) ?? Projection.Stem}.", within);
            else if (word is BlockWord use && declaration.Blocks.FirstOrDefault(b => b.Key == use.Block) is { } block && !within.Contains(block.Key))
                ReadUses(use, block, prefix, [.. within, block.Key]);
            else if (word is LayerWord layer)
                Add(prefix + NameOf(layer.LayerName, prefix, layer.Facts.Stem), layer.Facts);
        }
    }

    private void ReadUses(BlockWord use, BlockDeclaration block, string prefix, EquatableArray<string> within)
    {
        for (var i = 0; i < (use.Times ?? 1) && steps <= Limits.Layers; i++, steps++)
        {
            var name = NameOf(use.LayerName, prefix, null) is { } given ? (use.Times is null ? given : Counted(given, i)) : names.Layer(prefix, StemOf(block));
            Read(block.Words, $"{prefix}{name}.", within);
        }
    }

    /// <summary>The given name if it can be one, else the next one.</summary>
    private string? NameOf(string? written, string prefix, string? stem) =>
        written is { } given && Names.IsLayerName(given, prefix.Length > 0) ? given : stem is null ? null : names.Layer(prefix, stem);

    private void Add(string name, LayerFacts layer)
    {
        if (layer.Tensors.Count > 0 && names.Take(name))
            layers.Add((name, layer.Tensors));
    }
}
