using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Tests.CodeFixes;

/// <summary>Asks a refactoring for what it offers at a selection, as an editor does.</summary>
internal static class RefactoringHarness
{
    /// <summary>The source after the only offer at what stands between « and »; null if there is none.</summary>
    public static async Task<string?> Apply<TRefactoring>(string marked)
        where TRefactoring : CodeRefactoringProvider, new()
    {
        var start = marked.IndexOf('«', StringComparison.Ordinal);
        var end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        var source = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        using var workspace = new AdhocWorkspace();
        var compilation = TestCompilation.Create(source, new HarnessSettings());
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: TestCompilation.ParseOptions(new HarnessSettings()),
            metadataReferences: compilation.References));
        var document = workspace.AddDocument(project.Id, "Source.cs", SourceText.From(source));
        List<CodeAction> actions = [];
        await new TRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext(document, TextSpan.FromBounds(start, end), actions.Add, CancellationToken.None));
        if (actions.Count == 0)
            return null;
        var operation = Assert.Single((await Assert.Single(actions).GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        return (await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }
}
