using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.CodeFixes;

/// <summary>
/// Moves the selected layers of a network or block into a block of their own, and uses it in their place. Offered where the selection is layers that follow one another in one
/// list, and where no name goes in or out: a block knows its own values only. The names of the layers, in files and as views, have the block's before them then.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp), Shared]
public sealed class ExtractBlockRefactoring : CodeRefactoringProvider
{
    private const int FewestLayers = 2;

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null || context.Span.IsEmpty || root.FindNode(context.Span).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return;
        var all = type.AttributeLists.SelectMany(static list => list.Attributes).ToList();
        var selected = all.Where(attribute => context.Span.IntersectsWith(attribute.Span) && context.Span.Length > 0 && Overlaps(context.Span, attribute.Span)).ToList();
        if (selected.Count < FewestLayers || !selected.All(attribute => IsLayer(attribute, model)) || Names(selected).Intersect(Names(all.Except(selected))).Any())
            return;
        context.RegisterRefactoring(CodeAction.Create("Extract the layers into a block", cancellation => ExtractAsync(context.Document, root, type, selected, cancellation), "ExtractBlock"));
    }

    private static bool Overlaps(TextSpan selection, TextSpan attribute) => selection.OverlapsWith(attribute);

    /// <summary>Whether an attribute may stand in a block: a layer, but no input, output or loss.</summary>
    private static bool IsLayer(AttributeSyntax attribute, SemanticModel model)
    {
        var type = (model.GetSymbolInfo(attribute).Symbol as IMethodSymbol)?.ContainingType;
        if (type is null || type.Name is "InputAttribute" or "OutputAttribute")
            return false;
        var bases = new List<string>();
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
            bases.Add(parent.Name);
        return bases.Contains("LayerAttribute") && !bases.Contains("LossAttribute");
    }

    /// <summary>All texts that attributes mention: names of values and layers, and expressions over sizes, which a block would not know.</summary>
    private static IEnumerable<string> Names(IEnumerable<AttributeSyntax> attributes) =>
        attributes.SelectMany(static a => a.DescendantTokens()).Where(static t => t.IsKind(SyntaxKind.StringLiteralToken)).Select(static t => t.ValueText);

    private static async Task<Document> ExtractAsync(
        Document document, SyntaxNode root, TypeDeclarationSyntax type, IReadOnlyList<AttributeSyntax> selected, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var taken = new HashSet<string>(root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(static t => t.Identifier.ValueText));
        var name = Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? $"{type.Identifier.ValueText}Block" : $"{type.Identifier.ValueText}Block{i}").First(n => !taken.Contains(n));
        var accessibility = string.Concat(type.Modifiers.Where(static m => SyntaxFacts.IsAccessibilityModifier(m.Kind())).Select(static m => m.Text + " "));
        var line = text.Lines.GetLineFromPosition(type.SpanStart);
        var indentation = new string([.. text.ToString(line.Span).TakeWhile(char.IsWhiteSpace)]);
        var lists = selected.GroupBy(static a => (AttributeListSyntax)a.Parent!).ToList();
        var layers = string.Concat(lists.Select(list => $"{indentation}[{string.Join(", ", list)}]\n"));
        List<TextChange> changes = [new(new TextSpan(type.Span.End, 0), $"\n\n{indentation}[Block]\n{layers}{indentation}{accessibility}abstract class {name};")];
        for (var i = 0; i < lists.Count; i++)
            changes.Add(Replaced(lists[i], i == 0 ? $"Use<{name}>" : null));
        return document.WithText(text.WithChanges(changes.OrderBy(static change => change.Span.Start)));
    }

    /// <summary>The attributes of one list replaced by one, or taken out.</summary>
    private static TextChange Replaced(IGrouping<AttributeListSyntax, AttributeSyntax> attributes, string? by)
    {
        var (first, last, all) = (attributes.First(), attributes.Last(), attributes.Key.Attributes);
        if (by is not null)
            return new(TextSpan.FromBounds(first.SpanStart, last.Span.End), by);
        if (attributes.Count() == all.Count)
            return new(TextSpan.FromBounds(attributes.Key.SpanStart, attributes.Key.GetLastToken().GetNextToken().SpanStart), "");
        return last == all.Last()
            ? new(TextSpan.FromBounds(all[all.IndexOf(first) - 1].Span.End, last.Span.End), "")
            : new(TextSpan.FromBounds(first.SpanStart, all[all.IndexOf(last) + 1].SpanStart), "");
    }
}
