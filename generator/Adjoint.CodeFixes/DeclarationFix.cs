using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.CodeFixes;

/// <summary>A change to the declaration of the type that a diagnostic marks.</summary>
public abstract class DeclarationFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span) is not TypeDeclarationSyntax type)
            return;
        foreach (var alike in context.Diagnostics.GroupBy(diagnostic => Title(type, diagnostic.Id)))
        {
            if (alike.Key is not { } title)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    title, _ => Task.FromResult(context.Document.WithSyntaxRoot(Change(root, type, alike.First().Id))), equivalenceKey: title),
                alike);
        }
    }

    /// <summary>What the fix is called in the menu, where all that are called the same are one; null if there is nothing that it could do.</summary>
    private protected abstract string? Title(TypeDeclarationSyntax type, string diagnostic);

    /// <summary>The syntax tree with the type as it should be.</summary>
    private protected abstract SyntaxNode Change(SyntaxNode root, TypeDeclarationSyntax type, string diagnostic);
}
