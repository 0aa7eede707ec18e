using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Tests.CodeFixes;

/// <summary>Applies a code fix as an editor does: in a workspace, to what the analyzer reported there.</summary>
internal static class CodeFixHarness
{
    /// <summary>The source after the only fix of its only mistake that <typeparamref name="TFix"/> mends, and the fix's title.</summary>
    public static async Task<(string Title, string Text)> Apply<TFix>(string source)
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        var actions = await Actions<TFix>(workspace, source);
        if (actions.Count != 1)
            Assert.Fail($"{actions.Count} fixes were offered, one was expected, for:\n{source}");
        var operation = Assert.Single((await actions[0].Action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        var text = await operation.ChangedSolution.GetDocument(actions[0].Document)!.GetTextAsync();
        return (actions[0].Action.Title, text.ToString());
    }

    /// <summary>Requires that nothing is offered.</summary>
    public static async Task OffersNothing<TFix>(string source)
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        Assert.Empty(await Actions<TFix>(workspace, source));
    }

    private static async Task<IReadOnlyList<(DocumentId Document, CodeAction Action)>> Actions<TFix>(AdhocWorkspace workspace, string source)
        where TFix : CodeFixProvider, new()
    {
        var compilation = TestCompilation.Create(source, new HarnessSettings());
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: TestCompilation.ParseOptions(new HarnessSettings()),
            metadataReferences: compilation.References));
        var document = workspace.AddDocument(project.Id, "Source.cs", await compilation.SyntaxTrees[0].GetTextAsync());
        var analyzed = (await document.Project.GetCompilationAsync())!.WithAnalyzers([new NetworkAnalyzer()]);
        var fix = new TFix();
        List<(DocumentId, CodeAction)> actions = [];
        foreach (var diagnostic in await analyzed.GetAnalyzerDiagnosticsAsync(CancellationToken.None))
        {
            if (fix.FixableDiagnosticIds.Contains(diagnostic.Id))
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add((document.Id, action)), CancellationToken.None));
        }
        return actions;
    }
}
