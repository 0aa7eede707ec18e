using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;
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
        if (KindOf(network, cancellation) is { } kind)
            problems.Add(Problem.Of(Rules.NotAPlainClass, Place.Class, network.Name, kind));
        if (!IsPartial(network, cancellation))
            problems.Add(Problem.Of(Rules.NotPartial, Place.Class, network.Name));
        for (var outer = network.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(outer, cancellation))
                problems.Add(Problem.Of(Rules.ContainingTypeNotPartial, Place.Class, network.Name, outer.Name));
        }
        problems.AddRange(OnOneDeclaration(network, layers, cancellation));
        problems.AddRange(Members(network, WellKnownMemberNames.InstanceConstructorName, m => SkipsTheNetwork(m, cancellation))
            .Select(place => Problem.Of(Rules.ConstructorSkipsNetwork, place, network.Name)));
        return problems.ToEquatableArray();
    }

    /// <summary>A user's members, and the class itself, must not have the names of what is generated.</summary>
    public static IEnumerable<Problem> Names(INamedTypeSymbol network, NetworkDeclaration declaration)
    {
        var derivatives = declaration.Derivatives == Tangents.DerivativeKinds.None ? [] : GeneratedMembers.Derivatives;
        List<string> names = [.. GeneratedMembers.All, .. derivatives, .. GeneratedMembers.Private, .. GeneratedMembers.OfLayers(declaration)];
        if (names.Contains(network.Name))
            yield return Problem.Of(Rules.ClassNamedAsMember, Place.Class, network.Name);
        foreach (var name in names.Distinct())
        {
            foreach (var place in Members(network, name, Clashes))
                yield return Problem.Of(Rules.MemberClash, place, network.Name, name);
        }
    }

    /// <summary>Layers that are spread over several declarations of a network or block have no order.</summary>
    public static IEnumerable<Problem> OnOneDeclaration(INamedTypeSymbol type, IReadOnlyList<AttributeData> layers, CancellationToken cancellation)
    {
        var declarations = layers.Select(a => a.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>()).ToList();
        var second = declarations.FindIndex(d => d != declarations[0]);
        return second < 0 ? [] : [Problem.Of(Rules.LayersOnTwoDeclarations, Place.Of(second), type.Name, declarations.Distinct().Count())];
    }

    /// <summary>The places of the members of a name that a user has written and that are wrong.</summary>
    private static IEnumerable<Place> Members(INamedTypeSymbol network, string name, Func<ISymbol, bool> isWrong)
    {
        var members = network.GetMembers(name);
        return Enumerable.Range(0, members.Length)
            .Where(i => members[i].Locations.Any(IsWrittenByHand) && isWrong(members[i]))
            .Select(i => Place.Member(name, i));
    }

    /// <summary>What a class is if it cannot be a network.</summary>
    private static string? KindOf(INamedTypeSymbol network, CancellationToken cancellation) => network switch
    {
        { Arity: > 0 } => "generic",
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        _ when BlockReader.IsBlock(network) => "a block",
        // The generated part lies in another file.
        { IsFileLocal: true } => "local to its file",
        { ContainingType.IsFileLocal: true } => "inside a type that is local to its file",
        { BaseType: { } parent } when NetworkReader.IsNetwork(parent) => $"derived from the network '{parent.Name}'",
        _ when network.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax { ParameterList: not null }) => "a class with parameters",
        _ => null,
    };

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax d && d.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>An analyzer sees the generated members too; they do not clash with themselves.</summary>
    private static bool IsWrittenByHand(Location member) =>
        member.SourceTree is { } tree && !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    /// <summary>A method may share a generated method's name if its parameters differ: an overload.</summary>
    private static bool Clashes(ISymbol member) =>
        member is not IMethodSymbol method
        || GeneratedMembers.Overloads(method.Name) is not { } overloads
        || overloads.Contains(string.Join(", ", method.Parameters.Select(static p => p.Type.Name)));

    /// <summary>A constructor that does not call the generated one leaves a network without parameters.</summary>
    private static bool SkipsTheNetwork(ISymbol constructor, CancellationToken cancellation) =>
        constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is ConstructorDeclarationSyntax
        {
            Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer },
        });
}
