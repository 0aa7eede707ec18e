using System.Collections.Immutable;
using System.Composition;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Adjoint.CodeFixes;

/// <summary>Adds the word <c>partial</c> to a network class, and to the types around it, wherever it is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddPartialFix : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.NotPartial, Rules.ContainingTypeNotPartial];

    private protected override string? Title(TypeDeclarationSyntax type, string diagnostic) => "Add 'partial'";

    private protected override SyntaxNode Change(SyntaxNode root, TypeDeclarationSyntax type, string diagnostic)
    {
        var types = type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(static t => !t.Modifiers.Any(SyntaxKind.PartialKeyword));
        return root.ReplaceNodes(types, static (_, t) => WithPartial(t));
    }

    /// <summary>The last of the modifiers, as C# demands; where it is the first as well, it takes the indentation over.</summary>
    private static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0)
            return (TypeDeclarationSyntax)type.AddModifiers(partial);
        partial = partial.WithLeadingTrivia(type.Keyword.LeadingTrivia);
        return (TypeDeclarationSyntax)type.WithKeyword(type.Keyword.WithLeadingTrivia()).AddModifiers(partial);
    }
}
