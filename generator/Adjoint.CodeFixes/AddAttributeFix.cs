using System.Collections.Immutable;
using System.Composition;
using Adjoint.Generator.Shape;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.CodeFixes;

/// <summary>
/// Adds the attribute that a declaration lacks: <c>Network</c> in front, or <c>Input()</c> before the first layer. The input's sizes are the user's to fill in; a
/// guess that compiles would only be found out when the network runs.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddAttributeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.NotMarked, Rules.NoInput];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        // An [Input] without sizes is marked itself: there is nothing to add to it but the sizes.
        if (root?.FindNode(context.Span) is not TypeDeclarationSyntax { AttributeLists.Count: > 0 } type)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var (attribute, title) = diagnostic.Id == Rules.NotMarked ? ("Network", "Add [Network]") : ("Input()", "Add [Input(…)]");
            context.RegisterCodeFix(
                CodeAction.Create(
                    title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(type, With(type, attribute)))), equivalenceKey: title),
                diagnostic);
        }
    }

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
