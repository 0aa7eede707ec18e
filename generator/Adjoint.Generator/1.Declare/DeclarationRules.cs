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
        if (network.IsGenericType || network.IsAbstract || network.IsStatic)
            problems.Add(new Problem(Rules.NotAPlainClass, Place.Class, [network.Name, KindOf(network)]));
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
            if (network.GetMembers(name).Any(member => IsWrittenByHand(member, cancellation)))
                problems.Add(new Problem(Rules.MemberClash, Place.Class, [network.Name, name]));
        }
        return problems.ToEquatableArray();
    }

    private static string KindOf(INamedTypeSymbol network) => network switch
    {
        { IsGenericType: true } => "generic",
        { IsStatic: true } => "static",
        _ => "abstract",
    };

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax d && d.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>An analyzer sees the generated members too; they do not clash with themselves.</summary>
    private static bool IsWrittenByHand(ISymbol member, CancellationToken cancellation) =>
        !member.IsImplicitlyDeclared
        && member.DeclaringSyntaxReferences.Any(r => !r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
            && r.GetSyntax(cancellation) is not ParameterSyntax);
}
