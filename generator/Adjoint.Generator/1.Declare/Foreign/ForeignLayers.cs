using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Declare;

/// <summary>The names of all layers and losses, for who looks for the one that is meant.</summary>
internal static class ForeignLayers
{
    private const string Suffix = "Attribute";

    /// <summary>The names, without the word "Attribute"; none where the library is not referenced.</summary>
    public static IReadOnlyList<string> Of(Compilation code) => code.GetTypeByMetadataName("Adjoint.LayerAttribute") is not { } layer ? [] :
    [
        .. from type in layer.ContainingNamespace.GetTypeMembers()
           where !type.IsAbstract && type.Arity == 0 && type.Name.EndsWith(Suffix, StringComparison.Ordinal) && Derives(type, layer)
           select type.Name.Substring(0, type.Name.Length - Suffix.Length),
    ];

    private static bool Derives(INamedTypeSymbol? type, INamedTypeSymbol from)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, from))
                return true;
        }
        return false;
    }
}
