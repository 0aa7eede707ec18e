using System.Collections.Immutable;
using System.Composition;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Adjoint.CodeFixes;

/// <summary>
/// Adds the attribute that a declaration lacks: <c>Network</c> in front, or <c>Input()</c> before the first layer. The input's sizes are the user's to fill in; a
/// guess that compiles would only be found out when the network runs.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddAttributeFix : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.NotMarked, Rules.NoInput];

    // An [Input] without sizes is marked itself: there is nothing to add to it but the sizes.
    private protected override string? Title(TypeDeclarationSyntax type, string diagnostic) =>
        type.AttributeLists.Count == 0 ? null : diagnostic == Rules.NotMarked ? "Add [Network]" : "Add [Input(…)]";

    private protected override SyntaxNode Change(SyntaxNode root, TypeDeclarationSyntax type, string diagnostic) =>
        root.ReplaceNode(type, With(type, diagnostic == Rules.NotMarked ? "Network" : "Input()"));

    /// <summary>The type with one attribute more, before all others but a <c>[Network]</c> in front: layers run in the order in which they stand.</summary>
    private static TypeDeclarationSyntax With(TypeDeclarationSyntax type, string text)
    {
        var attribute = text.EndsWith("()", StringComparison.Ordinal)
            ? SyntaxFactory.Attribute(SyntaxFactory.ParseName(text.Substring(0, text.Length - 2)), SyntaxFactory.AttributeArgumentList())
            : SyntaxFactory.Attribute(SyntaxFactory.ParseName(text));
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var list = type.AttributeLists[0];
        var items = list.Attributes.GetWithSeparators();
        items = list.Attributes[0].Name.ToString() is "Network" or "Adjoint.Network"
            ? items.InsertRange(1, [comma, attribute])
            : items.InsertRange(0, [attribute, comma]);
        return type.ReplaceNode(list, list.WithAttributes(SyntaxFactory.SeparatedList<AttributeSyntax>(items)));
    }
}
