using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.OnnxTests;

/// <summary>Compiles classes in memory, with the generators and the analyzers that a user's compiler has.</summary>
internal static class Compiler
{
    private static readonly Assembly Plugins = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "Adjoint.Generator.dll"));

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(INetwork).Assembly.Location).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Compiles files into one assembly. A file with an error is left out, and its messages come back under its path.</summary>
    public static (Assembly Assembly, IReadOnlyDictionary<string, string> Errors) Compile(IReadOnlyDictionary<string, string> sources)
    {
        Dictionary<string, string> errors = [];
        for (var left = sources.ToDictionary(); ; left = left.Where(file => !errors.ContainsKey(file.Key)).ToDictionary())
        {
            var before = errors.Count;
            var compilation = Generated(left);
            foreach (var diagnostic in Reported(compilation).Where(static d => d.Severity == DiagnosticSeverity.Error))
            {
                var path = diagnostic.Location.SourceTree?.FilePath ?? "";
                var key = left.Keys.FirstOrDefault(key => path == key || path.Contains(Path.GetFileNameWithoutExtension(key) + ".", StringComparison.Ordinal))
                    ?? throw new InvalidOperationException(diagnostic.ToString());
                errors.TryAdd(key, $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
            }
            if (errors.Count > before)
                continue;
            using var image = new MemoryStream();
            var emitted = compilation.Emit(image);
            if (!emitted.Success)
                throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
            image.Position = 0;
            return (new AssemblyLoadContext("Imported").LoadFromStream(image), errors);
        }
    }

    private static Compilation Generated(IReadOnlyDictionary<string, string> sources)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);
        var compilation = CSharpCompilation.Create(
            "Imported", sources.Select(file => CSharpSyntaxTree.ParseText(file.Value, options, file.Key)), References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(All<IIncrementalGenerator, GeneratorAttribute>().Select(static g => g.AsSourceGenerator()), parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return generated;
    }

    private static ImmutableArray<Diagnostic> Reported(Compilation compilation) =>
        compilation.WithAnalyzers([.. All<DiagnosticAnalyzer, DiagnosticAnalyzerAttribute>()]).GetAllDiagnosticsAsync().GetAwaiter().GetResult();

    private static IEnumerable<T> All<T, TAttribute>()
        where TAttribute : System.Attribute =>
        Plugins.GetTypes()
            .Where(static type => typeof(T).IsAssignableFrom(type) && type.IsDefined(typeof(TAttribute), false))
            .Select(static type => (T)Activator.CreateInstance(type, nonPublic: true)!);
}
