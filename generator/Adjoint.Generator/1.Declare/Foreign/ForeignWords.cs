using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Declare;

/// <summary>The attributes of a network or block that C# cannot bind.</summary>
internal static class ForeignWords
{
    /// <summary>The attributes of a class that have no meaning, and what is meant.</summary>
    public static EquatableArray<ForeignWord> In(INamedTypeSymbol type, Compilation code, CancellationToken cancellation)
    {
        var unbound = Unbound(type, cancellation).ToList();
        if (unbound.Count == 0)
            return [];
        var layers = ForeignLayers.Of(code);
        return [.. unbound.Select(attribute => ForeignWord.Of(attribute, layers)).OfType<ForeignWord>()];
    }

    /// <summary>Whether there are any.</summary>
    public static bool AreIn(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.GetAttributes().Any(static a => a.AttributeClass is null or { TypeKind: TypeKind.Error }) || Unbound(type, cancellation).Any();

    private static IEnumerable<AttributeSyntax> Unbound(INamedTypeSymbol type, CancellationToken cancellation) =>
        from attribute in type.GetAttributes()
        where attribute.AttributeClass is not { TypeKind: not TypeKind.Error } known || NetworkReader.IsOurs(known)
        let syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax
        where syntax is not null && !IsBound(attribute, syntax)
        select syntax;

    /// <summary>Whether C# knows the attribute, its constructor, and each property that it sets.</summary>
    private static bool IsBound(AttributeData data, AttributeSyntax syntax) => data is { AttributeClass.TypeKind: not TypeKind.Error, AttributeConstructor: not null }
        && (syntax.ArgumentList?.Arguments ?? default).All(argument => argument.NameEquals is not { } property || data.NamedArguments.Any(set => set.Key == property.Name.Identifier.ValueText));
}
