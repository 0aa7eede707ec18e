using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Adjoint.CodeFixes;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Tests.Editor;

/// <summary>
/// A project as an editor's workspace has it: files of a folder, and generators, analyzers and fixes found in the built assemblies by their paths, loaded apart from
/// the tests' own.
/// </summary>
internal sealed class EditorProject : IDisposable
{
    private readonly AdhocWorkspace workspace = new();
    private readonly Loader loader = new();
    private readonly ProjectId id;

    /// <param name="folder">The folder; all of its C# files belong to the project.</param>
    public EditorProject(string folder)
    {
        var settings = new HarnessSettings();
        var compilation = TestCompilation.Create("", settings);
        id = ProjectId.CreateNewId();
        workspace.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Project", "Project", LanguageNames.CSharp, Path.Combine(folder, "Project.csproj"),
            compilationOptions: compilation.Options.WithOutputKind(OutputKind.ConsoleApplication), parseOptions: TestCompilation.ParseOptions(settings), metadataReferences: compilation.References,
            analyzerReferences: [new AnalyzerFileReference(typeof(NetworkGenerator).Assembly.Location, loader)]));
        foreach (var path in Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal))
        {
            workspace.AddDocument(DocumentInfo.Create(
                DocumentId.CreateNewId(id), Path.GetFileName(path), loader: TextLoader.From(TextAndVersion.Create(SourceText.From(File.ReadAllText(path)), VersionStamp.Default)), filePath: path));
        }
    }

    /// <summary>The project as it is now.</summary>
    public Project Project => workspace.CurrentSolution.GetProject(id)!;

    /// <summary>What the compiler and the analyzers say.</summary>
    public async Task<IReadOnlyList<Diagnostic>> Squiggles()
    {
        var compilation = (await Project.GetCompilationAsync())!;
        var analyzers = Project.AnalyzerReferences.SelectMany(static reference => reference.GetAnalyzers(LanguageNames.CSharp)).ToImmutableArray();
        var said = await compilation.WithAnalyzers(analyzers).GetAllDiagnosticsAsync();
        return [.. said.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    /// <summary>Applies the offer of a title for a diagnostic, in the workspace.</summary>
    public async Task Apply(Diagnostic diagnostic, string title)
    {
        var document = Project.GetDocument(diagnostic.Location.SourceTree)!;
        List<CodeAction> offers = [];
        foreach (var fix in loader.LoadFromPath(typeof(RemedyFix).Assembly.Location).GetTypes().Where(IsFix).Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!))
        {
            if (fix.FixableDiagnosticIds.Contains(diagnostic.Id))
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add(action), CancellationToken.None));
        }
        var offer = Assert.Single(offers, action => action.Title == title);
        foreach (var operation in await offer.GetOperationsAsync(CancellationToken.None))
            operation.Apply(workspace, CancellationToken.None);
    }

    /// <summary>The document that a symbol is defined in, and the line of its definition: where an editor goes.</summary>
    public async Task<(Document Document, string Line)> DefinitionOf(string file, string text)
    {
        var document = Project.Documents.Single(each => each.Name == file);
        var (root, model) = (await document.GetSyntaxRootAsync(), await document.GetSemanticModelAsync());
        var position = root!.ToFullString().IndexOf(text, StringComparison.Ordinal);
        var symbol = model!.GetSymbolInfo(root.FindNode(new TextSpan(position, text.Length))).Symbol!;
        var place = Assert.Single(symbol.Locations);
        var defining = Project.Solution.GetDocument(place.SourceTree) ?? await Project.GetSourceGeneratedDocumentAsync(Project.Solution.GetDocumentId(place.SourceTree)!);
        var lines = (await defining!.GetTextAsync()).Lines;
        return (defining, lines.GetLineFromPosition(place.SourceSpan.Start).ToString());
    }

    public void Dispose()
    {
        workspace.Dispose();
        loader.Dispose();
    }

    private static bool IsFix(Type type) => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract;

    /// <summary>Loads the package's assemblies into a context of their own; Roslyn is the host's, as in every editor.</summary>
    private sealed class Loader : IAnalyzerAssemblyLoader, IDisposable
    {
        private readonly AssemblyLoadContext context = new("the package's assemblies", isCollectible: true);

        public void AddDependencyLocation(string fullPath)
        {
            // They depend on Roslyn alone.
        }

        public Assembly LoadFromPath(string fullPath) => context.LoadFromAssemblyPath(fullPath);

        public void Dispose() => context.Unload();
    }
}
