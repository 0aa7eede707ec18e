using System.Composition;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.CodeFixes;

/// <summary>
/// Turns a PyTorch model, pasted as a comment above a class, into the class's declaration. Read are <c>nn.Sequential(…)</c> and the modules that
/// <see cref="TorchLayers"/> lists; with any other in it nothing is offered. An image's height and width, which PyTorch does not state, are left as 0, which is an error
/// that asks for them.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp), Shared]
public sealed class FromTorchRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } type)
            return;
        var model = TorchParser.Find(CommentAbove(type), "nn.Sequential");
        if (model is null || TorchLayers.Of(model) is not { } layers || HasLayers(type))
            return;
        context.RegisterRefactoring(CodeAction.Create(
            "Declare the PyTorch model in the comment", cancellation => DeclareAsync(context.Document, type, TorchLayers.Input(model), layers, cancellation), "FromTorch"));
    }

    /// <summary>Attributes of its own, but <c>[Network]</c> and <c>[Input]</c>, are a declaration already.</summary>
    private static bool HasLayers(ClassDeclarationSyntax type) => Attributes(type).Any(static name => name is not ("Network" or "Input"));

    private static IEnumerable<string> Attributes(ClassDeclarationSyntax type) =>
        type.AttributeLists.SelectMany(static list => list.Attributes).Select(static attribute => attribute.Name.ToString().Split('.').Last());

    private static string CommentAbove(ClassDeclarationSyntax type)
    {
        var text = new StringBuilder();
        foreach (var trivia in type.GetLeadingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
                text.AppendLine(trivia.ToString().Substring(2));
            else if (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
                text.AppendLine(trivia.ToString().Trim('/', '*'));
        }
        return text.ToString();
    }

    /// <summary>One line for each layer with parameters, and on it what follows until the next.</summary>
    private static async Task<Document> DeclareAsync(
        Document document, ClassDeclarationSyntax type, string? input, IReadOnlyList<string> layers, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var (indentation, written) = (Indentation(text, type), Attributes(type).ToList());
        var lines = new List<List<string>>();
        if (!written.Contains("Network"))
            lines.Add(["Network"]);
        if (!written.Contains("Input") && input is not null)
        {
            if (lines.Count == 0)
                lines.Add([]);
            lines[0].Add(input);
        }
        lines.Add([]);
        foreach (var layer in layers)
        {
            var line = lines[lines.Count - 1];
            if (HasWeight(layer) ? line.Any(HasWeight) : layer == "Flatten" && line.Count > 0)
                lines.Add([]);
            lines[lines.Count - 1].Add(layer);
        }
        var declared = string.Concat(lines.Select(line => $"[{string.Join(", ", line)}]\n{indentation}"));
        var start = type.Modifiers.Count > 0 ? type.Modifiers[0].SpanStart : type.Keyword.SpanStart;
        List<TextChange> changes = [new(new TextSpan(start, 0), declared)];
        if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
            changes.Add(new(new TextSpan(type.Keyword.SpanStart, 0), "partial "));
        return document.WithText(text.WithChanges(changes));
    }

    private static bool HasWeight(string layer) => layer.StartsWith("Dense", StringComparison.Ordinal) || layer.StartsWith("Conv", StringComparison.Ordinal);

    private static string Indentation(SourceText text, ClassDeclarationSyntax type)
    {
        var line = text.Lines.GetLineFromPosition(type.SpanStart);
        return new string([.. text.ToString(line.Span).TakeWhile(char.IsWhiteSpace)]);
    }
}
