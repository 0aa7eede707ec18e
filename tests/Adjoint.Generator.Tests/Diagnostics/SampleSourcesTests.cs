using System.CommandLine;
using System.Xml.Linq;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.ML.Tokenizers;

namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>Programs that are right as they stand have nothing said about them, not even a suggestion: a rule that cries wolf fails here.</summary>
[Trait("Set", "Slow")]
public sealed class SampleSourcesTests
{
    private static readonly string[] ImplicitUsings = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks"];

    public static TheoryData<string> Samples => [.. Directory.GetDirectories(Repository.PathOf("samples")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Nothing_is_said_about_a_sample(string sample)
    {
        var settings = new HarnessSettings();
        var options = TestCompilation.ParseOptions(settings);
        var sources = Repository.Files($"samples/{sample}", "*.cs").Concat(Linked(sample)).Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path)).ToList();
        Compilation project = TestCompilation.Create(Usings(sample), settings)
            .AddSyntaxTrees(sources)
            .AddReferences(
                MetadataReference.CreateFromFile(typeof(Adjoint.Training.Trainer).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(Adjoint.Mpi.Cluster).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(RootCommand).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(Tokenizer).Assembly.Location))
            .WithOptions(new CSharpCompilationOptions(
                OutputKind.ConsoleApplication,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));
        // Two hundred thousand generated lines would change nothing: this program reads constants only.
        if (sample != "Zoo")
        {
            CSharpGeneratorDriver.Create(
                Plugins.Generators().Select(static generator => generator.AsSourceGenerator()),
                parseOptions: options).RunGeneratorsAndUpdateCompilation(project, out project, out _);
            // Of what people wrote; the analyzers look at the rest.
            Assert.DoesNotContain(sources.SelectMany(source => project.GetSemanticModel(source).GetDiagnostics()), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        }
        Assert.Contains(sources, source => DeclaresSomething(source.ToString()));
        Assert.Equal("", Listing.Of(await SaidOf(sources, project)));
    }

    /// <summary>File by file: asked about the whole project, Roslyn compiles all that is generated too. What is said once for a project is about builds without optimisation.</summary>
    private static async Task<IReadOnlyList<Diagnostic>> SaidOf(List<SyntaxTree> sources, Compilation project)
    {
        var (analysis, said) = (project.WithAnalyzers([.. Plugins.Analyzers()]), new List<Diagnostic>());
        foreach (var source in sources)
            said.AddRange(await AnalyzerHarness.OfSource(analysis, source));
        return said;
    }

    private static bool DeclaresSomething(string source) => source.Contains("[Network", StringComparison.Ordinal) || source.Contains("[Differentiable", StringComparison.Ordinal);

    /// <summary>The files of other samples that a sample's project compiles.</summary>
    private static IEnumerable<string> Linked(string sample) => XDocument.Load(Repository.PathOf("samples", sample, $"{sample}.csproj")).Descendants("Compile")
        .Select(compiled => Path.GetFullPath(compiled.Attribute("Include")!.Value, Repository.PathOf("samples", sample)));

    /// <summary>The namespaces that the sample's project, and the file that all samples share, import.</summary>
    private static string Usings(string sample)
    {
        string[] projects = [Repository.PathOf("samples", "Directory.Build.props"), Repository.PathOf("samples", sample, $"{sample}.csproj")];
        var written = projects.SelectMany(static path => XDocument.Load(path).Descendants("Using")).ToList();
        IEnumerable<string> Named(string attribute) => written.Select(use => use.Attribute(attribute)?.Value).OfType<string>();
        return string.Concat(ImplicitUsings.Concat(Named("Include").Except(Named("Remove"))).Select(name => $"global using {name};\n"));
    }
}
