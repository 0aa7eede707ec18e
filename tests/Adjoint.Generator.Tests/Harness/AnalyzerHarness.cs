using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>
/// Runs analyzers on a source with marks (see <see cref="MarkedSource"/>) and compares the whole set of what they report: each mark must be met, and
/// nothing may be reported beside the marks. Whatever is reported must yield to <c>#pragma warning disable</c>.
/// </summary>
internal static class AnalyzerHarness
{
    /// <summary>Runs the package's analyzers, after its generators; returns what they reported, in order of place.</summary>
    public static ImmutableArray<Diagnostic> Verify(string markedSource, HarnessSettings? settings = null) =>
        Verify(markedSource, Plugins.Analyzers(), Plugins.Generators(), settings);

    /// <summary>Runs one analyzer and no generator; returns what it reported, in order of place.</summary>
    public static ImmutableArray<Diagnostic> Verify<TAnalyzer>(string markedSource, HarnessSettings? settings = null)
        where TAnalyzer : DiagnosticAnalyzer, new() => Verify(markedSource, [new TAnalyzer()], [], settings);

    /// <summary>Runs the package's analyzers, after its generators, on a source without marks; returns what they reported, and judges nothing.</summary>
    public static ImmutableArray<Diagnostic> Run(string source, HarnessSettings? settings = null) =>
        Analyze(source, Plugins.Analyzers(), Plugins.Generators(), (settings ?? new HarnessSettings()) with { ExpectErrors = true });

    /// <summary>All that a build says of a source without marks, after the package's generators: the compiler's errors and warnings, and what the analyzers report.</summary>
    public static ImmutableArray<Diagnostic> Build(string source, HarnessSettings settings)
    {
        var (project, generated) = Generate(source, Plugins.Generators(), settings);
        var said = Finish(() => With(project, Plugins.Analyzers(), settings).GetAllDiagnosticsAsync(CancellationToken.None));
        return [.. generated, .. said.Where(static diagnostic => !IsOfCompiler(diagnostic) || diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    /// <summary>Runs the package's analyzers, without its generators, on a source without marks; returns what they reported about declarations, and judges nothing.</summary>
    public static ImmutableArray<Diagnostic> Analyze(string source) => Analyze(source, Plugins.Analyzers(), [], new HarnessSettings { ExpectErrors = true });

    private static ImmutableArray<Diagnostic> Verify(
        string markedSource, IReadOnlyList<DiagnosticAnalyzer> analyzers, IReadOnlyList<IIncrementalGenerator> generators, HarnessSettings? settings)
    {
        settings ??= new HarnessSettings();
        var marked = MarkedSource.Parse(markedSource);
        var (project, generated) = Generate(marked.Text, generators, settings);
        var actual = Analyze(project, analyzers, settings);
        RequireSameSet(marked, [.. generated, .. actual]);
        RequireSuppressible(project, actual, analyzers, settings);
        return actual;
    }

    private static ImmutableArray<Diagnostic> Analyze(
        string source, IReadOnlyList<DiagnosticAnalyzer> analyzers, IReadOnlyList<IIncrementalGenerator> generators, HarnessSettings settings)
    {
        var (project, generated) = Generate(source, generators, settings);
        return [.. generated, .. Analyze(project, analyzers, settings)];
    }

    /// <summary>The project with what the generators wrote, and what they said.</summary>
    private static (Compilation Project, ImmutableArray<Diagnostic> Said) Generate(string source, IReadOnlyList<IIncrementalGenerator> generators, HarnessSettings settings)
    {
        CSharpGeneratorDriver
            .Create(
                generators.Select(generator => generator.AsSourceGenerator()),
                parseOptions: TestCompilation.ParseOptions(settings),
                optionsProvider: new EditorConfig(settings.EditorConfig).Options)
            .RunGeneratorsAndUpdateCompilation(TestCompilation.Create(source, settings), out var project, out var said);
        return (project, said);
    }

    /// <summary>What the analyzers report. The compiler reports in the same pass, and a misspelt attribute would make every analyzer silent, and a test that expects silence pass.</summary>
    private static ImmutableArray<Diagnostic> Analyze(Compilation project, IReadOnlyList<DiagnosticAnalyzer> analyzers, HarnessSettings settings)
    {
        var analysis = With(project, analyzers, settings);
        // Where errors are expected nothing is asked of the compiler, and the source alone is looked at, as in an editor.
        if (settings.ExpectErrors && project.Options.OptimizationLevel == OptimizationLevel.Release)
            return [.. Listing.InOrder(Finish(() => OfSource(analysis, project.SyntaxTrees.First())))];
        var said = Finish(() => analysis.GetAllDiagnosticsAsync(CancellationToken.None));
        if (!settings.ExpectErrors)
            TestCompilation.RequireClean(project, said.Where(IsOfCompiler));
        return [.. Listing.InOrder(said.Where(static diagnostic => !IsOfCompiler(diagnostic)))];
    }

    /// <summary>What is reported for one file, wherever in it: nothing is compiled of the others, such as what is generated.</summary>
    public static async Task<ImmutableArray<Diagnostic>> OfSource(CompilationWithAnalyzers analysis, SyntaxTree source) =>
        (await analysis.GetAnalysisResultAsync(analysis.Compilation.GetSemanticModel(source), null, CancellationToken.None)).GetAllDiagnostics();

    private static bool IsOfCompiler(Diagnostic diagnostic) => diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler);

    private static T Finish<T>(Func<Task<T>> analysis) => HostileCulture.Run(() => analysis().GetAwaiter().GetResult());

    private static CompilationWithAnalyzers With(Compilation project, IReadOnlyList<DiagnosticAnalyzer> analyzers, HarnessSettings settings)
    {
        var analysis = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], new EditorConfig(settings.EditorConfig).Options),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        return project.WithAnalyzers([.. analyzers], analysis);
    }

    private static void RequireSameSet(MarkedSource marked, ImmutableArray<Diagnostic> actual)
    {
        var unmet = marked.Expected.ToList();
        var unexpected = actual.Where(diagnostic => !IsInSource(diagnostic) || !unmet.Remove((diagnostic.Id, diagnostic.Location.SourceSpan))).ToList();
        if (unmet.Count == 0 && unexpected.Count == 0)
            return;
        var text = SourceText.From(marked.Text);
        Assert.Fail(
            $"Marked but not reported: {unmet.Count}\n{string.Concat(unmet.Select(mark => Line(text, mark)))}"
            + $"Reported but not marked: {unexpected.Count}\n{string.Concat(unexpected.Select(diagnostic => Line(text, diagnostic)))}"
            + $"\n{Listing.Of([CSharpSyntaxTree.ParseText(text, path: TestCompilation.SourcePath)])}");
    }

    /// <summary>What cannot be suppressed where it stands has lost its place in the source, and no user can silence it.</summary>
    private static void RequireSuppressible(Compilation project, ImmutableArray<Diagnostic> actual, IReadOnlyList<DiagnosticAnalyzer> analyzers, HarnessSettings settings)
    {
        if (actual.IsEmpty)
            return;
        var ids = string.Join(", ", actual.Select(diagnostic => diagnostic.Id).Distinct());
        var source = project.SyntaxTrees.First();
        var silenced = CSharpSyntaxTree.ParseText($"#pragma warning disable {ids}\n{source}", TestCompilation.ParseOptions(settings), TestCompilation.SourcePath);
        var analysis = With(project.ReplaceSyntaxTree(source, silenced), analyzers, settings);
        // The source alone is looked at again, as an editor does it; only what is reported at the end of a compilation takes all of it.
        var left = actual.Any(static diagnostic => diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd))
            ? Finish(() => analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None))
            : Finish(() => OfSource(analysis, silenced));
        if (!left.IsEmpty)
            Assert.Fail($"Under '#pragma warning disable {ids}' there is still:\n{Listing.Of(left)}");
    }

    private static bool IsInSource(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath == TestCompilation.SourcePath;

    private static string Line(SourceText text, (string Id, TextSpan Span) mark) =>
        $"  line {text.Lines.GetLinePosition(mark.Span.Start).Line + 1}: {mark.Id} on '{text.ToString(mark.Span)}'\n";

    private static string Line(SourceText text, Diagnostic diagnostic)
    {
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        return IsInSource(diagnostic)
            ? Line(text, (diagnostic.Id, diagnostic.Location.SourceSpan)).TrimEnd('\n') + $": {message}\n"
            : $"  {diagnostic.Location}: {diagnostic.Id}: {message}\n";
    }
}
