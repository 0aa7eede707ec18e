using System.Collections.Immutable;
using System.Composition;
using Adjoint.Generator.Declare;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.CodeFixes;

/// <summary>
/// Writes a layer of PyTorch's or Keras' in Adjoint's words. It is offered with the compiler's own errors, for an editor asks for no fixes of what a generator reports.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ForeignWordFix : CodeFixProvider
{
    /// <summary>No such type, no such constructor, no such argument, no property of that name, or a value of another type.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds => ["CS0246", "CS1729", "CS1739", "CS7036", "CS0617", "CS0655", "CS1503", "CS0182", "CS0029"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<AttributeSyntax>() is not { Parent.Parent: ClassDeclarationSyntax type } attribute || !IsNetworkOrBlock(type))
            return;
        var code = await context.Document.Project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false);
        if (code is null || ForeignWord.Of(attribute, ForeignLayers.Of(code)) is not { Text: { } text })
            return;
        var qualifier = attribute.Name is QualifiedNameSyntax name ? $"{name.Left}." : "";
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Write {text}",
                async cancellation => context.Document.WithText((await context.Document.GetTextAsync(cancellation).ConfigureAwait(false)).Replace(attribute.Span, qualifier + text)),
                equivalenceKey: nameof(ForeignWordFix)),
            context.Diagnostics);
    }

    private static bool IsNetworkOrBlock(ClassDeclarationSyntax type) =>
        type.AttributeLists.SelectMany(static list => list.Attributes)
            .Any(static attribute => attribute.Name.ToString().Split('.').Last() is "Network" or "NetworkAttribute" or "Block" or "BlockAttribute");
}
