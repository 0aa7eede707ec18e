using Adjoint.Generator.Shape;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Declare;

/// <summary>The rules for the class itself, before any layer is looked at.</summary>
internal static class DeclarationRules
{
    public static EquatableArray<Problem> Check(INamedTypeSymbol network, IReadOnlyList<AttributeData> layers, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        if (KindOf(network) is { } kind)
            problems.Add(new Problem(Rules.NotAPlainClass, Place.Class, [network.Name, kind]));
        if (!IsPartial(network, cancellation))
            problems.Add(new Problem(Rules.NotPartial, Place.Class, [network.Name]));
        for (var outer = network.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(outer, cancellation))
                problems.Add(new Problem(Rules.ContainingTypeNotPartial, Place.Class, [network.Name, outer.Name]));
        }
        var declarations = layers.Select(a => a.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>()).Distinct().ToList();
        if (declarations.Count > 1)
        {
            var second = Enumerable.Range(0, layers.Count).First(i =>
                layers[i].ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() != declarations[0]);
            problems.Add(new Problem(Rules.LayersOnTwoDeclarations, Place.Of(second), [network.Name, $"{declarations.Count}"]));
        }
        foreach (var name in GeneratedMembers.All)
        {
            if (network.GetMembers(name).Any(static m => m.Locations.Any(IsWrittenByHand) && Clashes(m)))
                problems.Add(new Problem(Rules.MemberClash, Place.Member(name), [network.Name, name]));
        }
        return problems.ToEquatableArray();
    }

    /// <summary>What a class is if it cannot be a network.</summary>
    private static string? KindOf(INamedTypeSymbol network) => network switch
    {
        { Arity: > 0 } => "generic",
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        // The generated part lies in another file.
        { IsFileLocal: true } => "local to its file",
        { ContainingType.IsFileLocal: true } => "inside a type that is local to its file",
        { BaseType: { } parent } when NetworkReader.IsNetwork(parent) => $"derived from the network '{parent.Name}'",
        _ => null,
    };

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax d && d.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>An analyzer sees the generated members too; they do not clash with themselves.</summary>
    public static bool IsWrittenByHand(Location member) =>
        member.SourceTree is { } tree && !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    /// <summary>A method may share a generated method's name if its parameters differ: an overload.</summary>
    private static bool Clashes(ISymbol member) =>
        member is not IMethodSymbol method
        || GeneratedMembers.Overloads(method.Name) is not { } overloads
        || overloads.Contains(string.Join(", ", method.Parameters.Select(static p => p.Type.Name)));
}
