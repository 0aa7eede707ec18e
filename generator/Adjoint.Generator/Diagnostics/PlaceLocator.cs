using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Diagnostics;

/// <summary>Finds the source of a <see cref="Place"/>: the class's name, a member, an attribute, an argument's expression, or one element of a list.</summary>
internal sealed class PlaceLocator(INamedTypeSymbol declared, IReadOnlyList<AttributeData> layers, CancellationToken cancellation)
{
    /// <summary>Whether the place lies in an attribute that the compiler itself could not read, and has said so; more would be noise.</summary>
    public bool IsUnreadable(SourcePlace place)
    {
        if (AttributeOf(place) is not { } attribute)
            return false;
        return attribute.AttributeConstructor is null
            || attribute.AttributeClass!.TypeArguments.Any(static t => t.TypeKind == TypeKind.Error)
            || attribute.ConstructorArguments.Any(IsError)
            || attribute.NamedArguments.Any(static named => IsError(named.Value));
    }

    /// <summary>The place's location; what was not written, such as an argument's default value, has the location of what it belongs to.</summary>
    public Location Find(SourcePlace place)
    {
        if (place.Attribute == SourcePlace.AroundClass)
            return Around(place.Element);
        if (AttributeOf(place) is not { } attribute)
            return place.Argument is { } member ? declared.GetMembers(member)[place.Element].Locations[0] : ClassName();
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
            return ClassName();
        return Argument(attribute, syntax, place)?.GetLocation() ?? syntax.GetLocation();
    }

    /// <summary>The syntax of the attribute that a place lies in, and of the argument if it is written; null where there is no source.</summary>
    public (AttributeSyntax Attribute, SyntaxNode? Argument)? SyntaxOf(SourcePlace place) =>
        AttributeOf(place) is { } attribute && attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax
            ? (syntax, Argument(attribute, syntax, place))
            : null;

    /// <summary>The declaration of the class, or of the member that a place names; null where there is no source.</summary>
    public SyntaxNode? DeclarationOf(SourcePlace place) => place.Argument is { } member
        ? declared.GetMembers(member)[place.Element].DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation).FirstAncestorOrSelf<MemberDeclarationSyntax>()
        : ClassName() is { SourceTree: { } tree } name ? tree.GetRoot(cancellation).FindNode(name.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() : null;

    private AttributeData? AttributeOf(SourcePlace place) => place.Attribute switch
    {
        >= 0 => layers[place.Attribute],
        SourcePlace.Mark => declared.GetAttributes().First(static a => BlockReader.IsBlock(a) || NetworkReader.IsNetwork(a)),
        _ => null,
    };

    private static bool IsError(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => true,
        TypedConstantKind.Array => !constant.IsNull && constant.Values.Any(IsError),
        _ => false,
    };

    /// <summary>The name of a type around the class, where it is declared around it.</summary>
    private Location Around(int level)
    {
        var syntax = declared.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        return syntax.Ancestors().OfType<TypeDeclarationSyntax>().ElementAtOrDefault(level - 1)?.Identifier.GetLocation() ?? ClassName();
    }

    /// <summary>The name on the declaration that carries the attributes, for the generated one bears it too.</summary>
    private Location ClassName() =>
        declared.GetAttributes()
            .Where(a => layers.Contains(a) || NetworkReader.IsNetwork(a) || BlockReader.IsBlock(a))
            .Select(a => a.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.GetLocation())
            .FirstOrDefault(static l => l is not null) ?? declared.Locations[0];

    private static SyntaxNode? Argument(AttributeData attribute, AttributeSyntax syntax, SourcePlace place)
    {
        if (syntax.ArgumentList is not { Arguments: var written } || place.Argument is not { } name)
            return null;
        var argument = written.FirstOrDefault(a => (a.NameEquals?.Name ?? a.NameColon?.Name)?.Identifier.ValueText == name);
        if (argument is not null)
            return Element(argument.Expression, place.Element);
        var parameter = attribute.AttributeConstructor?.Parameters.FirstOrDefault(p => p.Name == name);
        if (parameter is null)
            return null;
        var positional = written.Where(static a => a.NameEquals is null && a.NameColon is null).Skip(parameter.Ordinal).ToList();
        if (positional.Count == 0)
            return null;
        if (positional.Count == 1 || !parameter.IsParams)
            return Element(positional[0].Expression, place.Element);
        return positional.ElementAtOrDefault(place.Element)?.Expression;
    }

    /// <summary>An element of a list that is written as one, or else the whole expression.</summary>
    private static SyntaxNode Element(ExpressionSyntax list, int element) => list switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions.ElementAtOrDefault(element) ?? list,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.ElementAtOrDefault(element) ?? list,
        CollectionExpressionSyntax collection => collection.Elements.ElementAtOrDefault(element) ?? (SyntaxNode)list,
        _ => list,
    };
}
