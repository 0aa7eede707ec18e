using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>Programs that are right as they stand have nothing said about them, not even a suggestion: a rule that cries wolf fails here.</summary>
[Trait("Set", "Slow")]
public sealed class SampleSourcesTests
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using Adjoint;
        global using Adjoint.Data;
        """;

    [Theory]
    [InlineData("Classics", true)]
    [InlineData("Digits", true)]
    [InlineData("Inspect", true)]
    [InlineData("Cifar", true)]
    [InlineData("TicTacToe", true)]
    // Two hundred thousand generated lines would change nothing: its program reads constants only.
    [InlineData("Zoo", false)]
    public async Task Nothing_is_said_about_a_sample(string sample, bool isGenerated)
    {
        var settings = new HarnessSettings();
        var options = TestCompilation.ParseOptions(settings);
        var sources = Repository.Files($"samples/{sample}", "*.cs").Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path)).ToList();
        Compilation project = TestCompilation.Create(Usings, settings)
            .AddSyntaxTrees(sources)
            .WithOptions(new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        if (isGenerated)
        {
            CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: options).RunGeneratorsAndUpdateCompilation(project, out project, out _);
            Assert.Empty(project.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }
        Assert.Contains(sources, source => source.ToString().Contains("[Network", StringComparison.Ordinal));
        var said = await project.WithAnalyzers([.. Plugins.Analyzers()]).GetAnalyzerDiagnosticsAsync();
        Assert.True(said.IsEmpty, Listing.Of(said));
    }
}
