using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Declare;

/// <summary>Reads classes marked <c>[Block]</c>, of this project or of a referenced one.</summary>
internal static class BlockReader
{
    /// <summary>Whether a class is marked <c>[Block]</c>.</summary>
    public static bool IsBlock(ITypeSymbol type) => type.GetAttributes().Any(IsBlock);

    /// <summary>Whether an attribute is <c>[Block]</c>.</summary>
    public static bool IsBlock(AttributeData attribute) => attribute.AttributeClass is { Name: "BlockAttribute" } type && NetworkReader.IsOurs(type);

    /// <summary>What names the block, whether it is one or not.</summary>
    public static string KeyOf(ITypeSymbol type)
    {
        var name = type is INamedTypeSymbol named ? NetworkReader.MetadataName(named.OriginalDefinition) : type.ToDisplayString();
        return $"{name}, {type.ContainingAssembly?.Name}";
    }

    /// <summary>Reads one block.</summary>
    /// <param name="block">Its class.</param>
    /// <param name="project">The project that is being compiled.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="code">The project's code, in which functions are found that layers are made of.</param>
    public static BlockDeclaration Read(INamedTypeSymbol block, IAssemblySymbol project, CancellationToken cancellation, Compilation code)
    {
        var layers = NetworkReader.LayerAttributes(block);
        var written = block.GetAttributes().Where(IsBlock).SelectMany(static a => a.ConstructorArguments)
            .Where(static a => a is { Kind: TypedConstantKind.Array, IsNull: false })
            .SelectMany(static a => a.Values.Select(static v => v.Value as string ?? ""));
        return new BlockDeclaration(
            KeyOf(block), block.Name, SymbolEqualityComparer.Default.Equals(block.ContainingAssembly, project), written.ToEquatableArray(),
            layers.Select(layer => LayerFunctionReader.Read(layer, block, code, cancellation)).ToEquatableArray(), DeclarationRules.OnOneDeclaration(block, layers, cancellation).ToEquatableArray());
    }

    /// <summary>Reads all blocks that some attributes use, and those that they use in turn.</summary>
    public static EquatableArray<BlockDeclaration> ReadUsed(IEnumerable<AttributeData> attributes, IAssemblySymbol project, CancellationToken cancellation, Compilation code)
    {
        var found = new List<BlockDeclaration>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<INamedTypeSymbol>(attributes.SelectMany(BlocksOf));
        while (next.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = next.Dequeue().OriginalDefinition;
            if (!IsBlock(block) || !seen.Add(KeyOf(block)))
                continue;
            found.Add(Read(block, project, cancellation, code));
            foreach (var inner in NetworkReader.LayerAttributes(block).SelectMany(BlocksOf))
                next.Enqueue(inner);
        }
        return found.ToEquatableArray();
    }

    private static IEnumerable<INamedTypeSymbol> BlocksOf(AttributeData attribute) => attribute.AttributeClass?.TypeArguments.OfType<INamedTypeSymbol>() ?? [];
}
