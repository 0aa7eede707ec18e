using System.Diagnostics;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit.Abstractions;

namespace Adjoint.Generator.Tests.Zoo;

/// <summary>What the deepest network of samples/Zoo costs those who build it. Its C# is compiled with the sample, once, and not here.</summary>
[Trait("Set", "Slow")]
public sealed class ZooBudgetTests(ITestOutputHelper output)
{
    /// <summary>In a project for x86; tiles for Arm are a tenth more.</summary>
    private const int MostLines = 60_000;

    private const int MostCalls = 48;

    [Fact]
    public void ResNet152_is_written_in_methods_that_a_reader_and_the_JIT_can_take_in()
    {
        var settings = new HarnessSettings { Platform = Platform.X64 };
        var project = ZooSource.ProjectOf("ResNet152", settings);
        var driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions(settings));
        var start = Stopwatch.GetTimestamp();
        var files = driver.RunGenerators(project).GetRunResult().Results.Single().GeneratedSources;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var lines = files.ToDictionary(file => file.HintName, file => file.SourceText.Lines.Count);
        output.WriteLine($"ResNet-152 is generated in {seconds:f1} s: {string.Join(", ", lines)} lines.");
        Assert.Equal(["Adjoint.Kernels.g.cs", "Zoo.ResNet152.g.cs"], lines.Keys.Order(StringComparer.Ordinal));
        Assert.True(lines.Values.Sum() < MostLines, $"ResNet-152 takes {string.Join(", ", lines)} lines; {MostLines} are allowed.");

        var passes = files.Single(file => file.HintName == "Zoo.ResNet152.g.cs").SyntaxTree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Select(method => (Name: method.Identifier.Text, Calls: method.DescendantNodes().OfType<ExpressionStatementSyntax>().Count(s => s.Expression is InvocationExpressionSyntax)))
            .ToList();
        var longest = passes.MaxBy(pass => pass.Calls);
        output.WriteLine($"{passes.Count} methods; the longest, {longest.Name}, has {longest.Calls} calls.");
        // One part alone would be a sign that the calls are not where they are counted.
        Assert.True(passes.Sum(pass => pass.Calls) > 1000, $"{passes.Sum(pass => pass.Calls)} calls are too few for a network of 152 layers.");
        Assert.True(longest.Calls <= MostCalls, $"{longest.Name} has {longest.Calls} calls; {MostCalls} are allowed.");
    }
}
