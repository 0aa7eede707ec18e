using System.Collections.Immutable;
using Adjoint.CodeFixes;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Tests.CodeFixes;

/// <summary>Applies a code fix as an editor does: in a workspace, to what the analyzers reported there.</summary>
internal static class CodeFixHarness
{
    /// <summary>The source after the only fix of its only mistake that <typeparamref name="TFix"/> mends, and the fix's title.</summary>
    public static async Task<(string Title, string Text)> Apply<TFix>(string source)
        where TFix : CodeFixProvider, new()
    {
        var fixes = await Offers<TFix>(source);
        if (fixes.Count != 1)
            Assert.Fail($"{fixes.Count} fixes were offered ({string.Join(", ", fixes.Select(fix => fix.Title))}), one was expected, for:\n{source}");
        return fixes[0];
    }

    /// <summary>All fixes that <typeparamref name="TFix"/> offers: their titles, and the source after each. The generated code is there where a test asks for it.</summary>
    public static async Task<IReadOnlyList<(string Title, string Text)>> Offers<TFix>(string source, bool isGenerated = false)
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        var document = AddDocument(workspace, source);
        List<(string, string)> offered = [];
        foreach (var (action, _) in await Actions(document, new TFix(), isGenerated))
            offered.Add((action.Title, await TextAfter(action, document.Id)));
        return offered;
    }

    /// <summary>All that the package's fixes offer, for what analyzers and the compiler report.</summary>
    public static async Task<IReadOnlyList<(string Title, string Text)>> OffersOfAll(string source) =>
        [.. await Offers<RemedyFix>(source, isGenerated: true), .. await Offers<AddPartialFix>(source), .. await Offers<AddAttributeFix>(source), .. await Offers<ForeignWordFix>(source)];

    /// <summary>Requires that nothing is offered.</summary>
    public static async Task OffersNothing<TFix>(string source)
        where TFix : CodeFixProvider, new() => Assert.Empty(await Offers<TFix>(source));

    /// <summary>The source after "fix all in document" of the first fix of its kind.</summary>
    public static async Task<string> ApplyToAll<TFix>(string source, bool isGenerated = false)
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        var document = AddDocument(workspace, source);
        var fix = new TFix();
        var actions = await Actions(document, fix, isGenerated);
        var (first, diagnostic) = actions[0];
        var all = actions.Select(action => action.Diagnostic).Distinct().ToImmutableArray();
        var context = new FixAllContext(
            document, fix, FixAllScope.Document, first.EquivalenceKey, [diagnostic.Id], new Known(all), CancellationToken.None);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(context);
        return await TextAfter(action!, document.Id);
    }

    private static Document AddDocument(AdhocWorkspace workspace, string source)
    {
        var compilation = TestCompilation.Create(source, new HarnessSettings());
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: TestCompilation.ParseOptions(new HarnessSettings()),
            metadataReferences: compilation.References));
        return workspace.AddDocument(project.Id, "Source.cs", compilation.SyntaxTrees[0].GetText());
    }

    private static async Task<IReadOnlyList<(CodeAction Action, Diagnostic Diagnostic)>> Actions(Document document, CodeFixProvider fix, bool isGenerated)
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        if (isGenerated)
        {
            CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)document.Project.ParseOptions!)
                .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        }
        // The source alone, as an editor does it: nothing is compiled of what is generated.
        var (analyzed, model) = (compilation.WithAnalyzers([.. Plugins.Analyzers()]), compilation.GetSemanticModel(compilation.SyntaxTrees.First()));
        List<(CodeAction, Diagnostic)> actions = [];
        var said = isGenerated ? await AnalyzerHarness.OfSource(analyzed, model.SyntaxTree) : await analyzed.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        // One error of the compiler's is enough for a fix, where it says the same twice of one place.
        var errors = model.GetDiagnostics().Where(error => fix.FixableDiagnosticIds.Contains(error.Id)).DistinctBy(static error => error.Location.SourceSpan);
        foreach (var diagnostic in Listing.InOrder([.. said, .. errors]))
        {
            if (fix.FixableDiagnosticIds.Contains(diagnostic.Id))
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add((action, diagnostic)), CancellationToken.None));
        }
        return actions;
    }

    private static async Task<string> TextAfter(CodeAction action, DocumentId document)
    {
        var operation = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        return (await operation.ChangedSolution.GetDocument(document)!.GetTextAsync()).ToString();
    }

    /// <summary>The diagnostics that "fix all" is about: those that have been found already.</summary>
    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
