using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Declare;

/// <summary>The layers of a network whose declaration may be wrong, with the names that they would have if it were right.</summary>
internal sealed class DeclaredLayers
{
    private readonly NetworkDeclaration declaration;
    private readonly Names taken;
    private readonly LayerNames names;
    private readonly List<(string Name, IReadOnlyList<string> Tensors)> layers = [];
    private int steps;

    private DeclaredLayers(NetworkDeclaration declaration)
    {
        this.declaration = declaration;
        taken = new Names(GeneratedMembers.Reserved, GeneratedMembers.TakenIn(declaration));
        names = new LayerNames(taken);
    }

    /// <summary>The layers that could have parameters, each with a name of its own, and the names of their tensors.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Tensors)> Of(NetworkDeclaration declaration)
    {
        var reader = new DeclaredLayers(declaration);
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
            switch (written is ExpressionWord expressions ? expressions.Unsized : written)
            {
                case ProjectWord project:
                    Read(Projection.Block.Words, $"{prefix}{names.Of(project with { LayerName = ValidName(project.LayerName, prefix) }, prefix, isUsual: true)}.", within);
                    break;
                case BlockWord use when declaration.Blocks.FirstOrDefault(b => b.Key == use.Block) is { } block && !within.Contains(block.Key):
                    ReadUses(use with { LayerName = ValidName(use.LayerName, prefix) }, block, prefix, [.. within, block.Key]);
                    break;
                case CompositeWord composite:
                    var whole = prefix + names.Of(composite with { LayerName = ValidName(composite.LayerName, prefix) }, prefix);
                    foreach (var (suffix, tensors) in composite.Tensors)
                        Add(whole + suffix, tensors);
                    break;
                case LayerWord layer:
                    Add(prefix + names.Of(layer with { LayerName = ValidName(layer.LayerName, prefix) }, prefix), layer.Facts.Tensors);
                    break;
            }
        }
    }

    private void ReadUses(BlockWord use, BlockDeclaration block, string prefix, EquatableArray<string> within)
    {
        for (var i = 0; i < (use.Times ?? 1) && steps <= Limits.Layers; i++, steps++)
            Read(block.Words, $"{prefix}{names.Of(use, block, prefix, i)}.", within);
    }

    /// <summary>A name that was given, if it can be one.</summary>
    private static string? ValidName(string? given, string prefix) => given is not null && Names.IsLayerName(given, prefix.Length > 0) ? given : null;

    private void Add(string name, IReadOnlyList<string> tensors)
    {
        if (tensors.Count > 0 && taken.Take(name))
            layers.Add((name, tensors));
    }
}
