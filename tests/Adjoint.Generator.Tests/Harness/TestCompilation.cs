using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>A user's project in memory: one source, the framework that the tests run on, and Adjoint.dll.</summary>
internal static class TestCompilation
{
    /// <summary>The path of the source; an .editorconfig in a test is taken to lie beside it.</summary>
    public const string SourcePath = "/project/Source.cs";

    // Reading the framework's metadata takes longer than most tests; references are immutable and may be shared.
    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(FindReferences);

    /// <summary>Compiles <paramref name="source"/> in a project that is as <paramref name="settings"/> say.</summary>
    public static CSharpCompilation Create(string source, HarnessSettings settings) => CSharpCompilation.Create(
        assemblyName: "TestProject",
        syntaxTrees: [CSharpSyntaxTree.ParseText(source, ParseOptions(settings), SourcePath)],
        references: settings.Alias is { } alias ? References.Value.Select(reference => IsLibrary(reference) ? reference.WithAliases([alias]) : reference) : References.Value,
        options: new CSharpCompilationOptions(settings.IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)
            .WithOptimizationLevel(settings.Optimize ? OptimizationLevel.Release : OptimizationLevel.Debug)
            .WithPlatform(settings.Platform)
            .WithAllowUnsafe(settings.AllowUnsafe)
            .WithOverflowChecks(settings.CheckOverflow)
            .WithNullableContextOptions(settings.Nullable)
            .WithWarningLevel(9999)
            .WithSyntaxTreeOptionsProvider(new EditorConfig(settings.EditorConfig).Severities));

    /// <summary>The language as <paramref name="settings"/> say; documentation comments are checked too.</summary>
    public static CSharpParseOptions ParseOptions(HarnessSettings settings) => new(settings.LanguageVersion, DocumentationMode.Diagnose);

    /// <summary>Fails, with the sources, when the compiler has an error or a warning to report.</summary>
    public static void RequireClean(Compilation compilation) => RequireClean(compilation, compilation.GetDiagnostics());

    /// <summary>Fails, with the sources, when there is an error or a warning in what the compiler has reported.</summary>
    public static void RequireClean(Compilation compilation, IEnumerable<Diagnostic> reported)
    {
        var found = reported.Where(Counts).ToList();
        if (found.Count > 0)
            Assert.Fail($"{found.Count} errors and warnings where none are expected.\n{Listing.Of(found)}\n{Listing.Of(compilation.SyntaxTrees)}");
    }

    private static bool IsLibrary(MetadataReference reference) => reference.Display == typeof(INetwork).Assembly.Location;

    /// <summary>That a test's own source lacks documentation is no fault of what was generated from it.</summary>
    private static bool Counts(Diagnostic diagnostic) =>
        diagnostic.Severity >= DiagnosticSeverity.Warning
        && !diagnostic.IsSuppressed
        && !(diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree?.FilePath == SourcePath);

    /// <summary>The framework's assemblies out of all that the host trusts, for it trusts the test's own dependencies as well.</summary>
    private static ImmutableArray<MetadataReference> FindReferences()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var paths = trusted.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework).Append(typeof(INetwork).Assembly.Location);
        return [.. paths.Select(path => MetadataReference.CreateFromFile(path))];
    }
}
