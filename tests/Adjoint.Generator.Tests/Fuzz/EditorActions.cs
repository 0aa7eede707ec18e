using System.Collections.Immutable;
using Adjoint.CodeFixes;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Tests.Fuzz;

/// <summary>Everything that an editor's menu offers, at every place where something is reported, and at some others: each is carried out.</summary>
internal static class EditorActions
{
    /// <summary>More in one file are more of the same.</summary>
    private const int MostDiagnostics = 12;

    private static readonly ImmutableArray<CodeFixProvider> Fixes = Providers<CodeFixProvider>();
    private static readonly ImmutableArray<CodeRefactoringProvider> Refactorings = Providers<CodeRefactoringProvider>();

    /// <summary>Carries them out; null if each leaves a text that parses as well as before.</summary>
    public static Finding? Try(string source, CSharpCompilation project, ImmutableArray<Diagnostic> said, CancellationToken end)
    {
        using var workspace = new AdhocWorkspace();
        var info = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp, compilationOptions: project.Options, parseOptions: TestCompilation.ParseOptions(new()),
            metadataReferences: project.References);
        var document = workspace.AddDocument(workspace.AddProject(info).Id, "Source.cs", SourceText.From(source));
        var parses = Parses(source);
        foreach (var action in Offers(document, said, end))
        {
            var text = TextAfter(action, document.Id, end);
            if (parses && !Parses(text))
                return new Finding($"'{action.EquivalenceKey}' leaves what does not parse", $"{action.Title}\n{text}");
        }
        return null;
    }

    private static List<CodeAction> Offers(Document document, ImmutableArray<Diagnostic> said, CancellationToken end)
    {
        List<CodeAction> actions = [];
        foreach (var diagnostic in said.Where(static d => d.Location.IsInSource).Take(MostDiagnostics))
        {
            foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
                fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), end)).GetAwaiter().GetResult();
        }
        foreach (var selection in Selections(document.GetSyntaxRootAsync(end).Result!))
        {
            foreach (var refactoring in Refactorings)
                refactoring.ComputeRefactoringsAsync(new CodeRefactoringContext(document, selection, actions.Add, end)).GetAwaiter().GetResult();
        }
        return actions;
    }

    /// <summary>The first attribute, some attributes, a class, and everything.</summary>
    private static IEnumerable<TextSpan> Selections(SyntaxNode root)
    {
        var attributes = root.DescendantNodes().OfType<AttributeSyntax>().ToList();
        if (attributes.Count > 0)
        {
            yield return new TextSpan(attributes[0].SpanStart, 0);
            yield return TextSpan.FromBounds(attributes[attributes.Count / 3].SpanStart, attributes[^1].Span.End);
        }
        if (root.DescendantNodes().OfType<TypeDeclarationSyntax>().FirstOrDefault() is { } type)
            yield return type.Span;
        yield return root.FullSpan;
    }

    private static string TextAfter(CodeAction action, DocumentId document, CancellationToken end) => action.GetOperationsAsync(end).Result.OfType<ApplyChangesOperation>()
        .Select(operation => operation.ChangedSolution.GetDocument(document)!.GetTextAsync(end).Result.ToString()).Single();

    private static bool Parses(string text) =>
        !CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions(new())).GetDiagnostics().Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static ImmutableArray<T> Providers<T>() =>
        [.. typeof(RemedyFix).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract).Select(static type => (T)Activator.CreateInstance(type)!)];
}
