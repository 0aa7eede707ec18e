using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Tests.Generator;

/// <summary>A block in another file belongs to the networks that use it: what is typed there is seen, and what is typed beside it costs nothing.</summary>
public sealed class BlockCachingTests
{
    private const string Networks = """
        using Adjoint;

        [Network, Input(4), Use<Outer>(4), MeanSquaredError]
        public sealed partial class WithBlock;

        [Network, Input(4), Dense(3), MeanSquaredError]
        public sealed partial class Without;
        """;

    private const string Blocks = """
        using Adjoint;

        [Block("n"), Use<Inner>("n", 3), Tanh]
        public abstract class Outer;

        [Block("n", "m = 2"), Dense("m"), ReLU, Dense("n")]
        public abstract class Inner;
        """;

    [Theory]
    [InlineData("Tanh]", "Sigmoid]")]
    [InlineData("Dense(\"m\")", "Dense(\"m + 1\")")]
    [InlineData("ReLU, ", "")]
    [InlineData("\"n\", \"m = 2\"", "\"m\", \"n\"")]
    [InlineData("Use<Inner>(\"n\", 3)", "Use<Inner>(\"n\")")]
    [InlineData("[Block(\"n\"), Use", "[Use")]
    public void An_edit_of_a_block_alone_compiles_the_networks_that_use_it(string before, string after)
    {
        var (run, _) = Edit(before, after);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], Reasons(run, TrackingNames.Declare));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(run, TrackingNames.Compile));
    }

    [Theory]
    [InlineData("using Adjoint;", "using Adjoint; // a remark")]
    [InlineData("public abstract class Inner;", "public abstract class Inner { public int Answer => 42; }\n[Block, Tanh] public abstract class Unused;")]
    public void An_edit_beside_a_block_compiles_nothing(string before, string after)
    {
        var (run, _) = Edit(before, after);
        Assert.All(Reasons(run, TrackingNames.Declare), reason => Assert.Equal(IncrementalStepRunReason.Unchanged, reason));
        Assert.All(Reasons(run, TrackingNames.Compile), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void The_text_is_that_of_the_edited_block()
    {
        var (run, compilation) = Edit("Dense(\"m\")", "Dense(\"7 * m\")");
        var fresh = Driver().RunGenerators(compilation).GetRunResult().Results.Single();
        Assert.Contains(run.GeneratedSources, source => source.SourceText.ToString().Contains("\"outer1.inner1.dense1.weight\", new[] { 21, 4 }", StringComparison.Ordinal));
        Assert.Equal(fresh.GeneratedSources.Select(source => source.SourceText.ToString()), run.GeneratedSources.Select(source => source.SourceText.ToString()));
    }

    /// <summary>The squiggle is in the block's file; the network is a stub while it is there.</summary>
    [Fact]
    public async Task A_mistake_in_a_block_is_told_once_and_in_its_own_file()
    {
        var (run, compilation) = Edit("Dense(\"m\")", "Dense(\"k\")");
        var reported = await compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        var one = Assert.Single(reported);
        Assert.Equal(("ADJ0321", "/project/Blocks.cs"), (one.Id, one.Location.SourceTree!.FilePath));
        Assert.Single(run.GeneratedSources, source => source.SourceText.ToString().Contains("every member here throws", StringComparison.Ordinal));
    }

    private static (GeneratorRunResult Run, Compilation Compilation) Edit(string before, string after)
    {
        var edited = Blocks.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Blocks, edited);
        Compilation compilation = TestCompilation.Create(Networks, new HarnessSettings());
        var tree = Parse(Blocks);
        compilation = compilation.AddSyntaxTrees(tree);
        var driver = Driver().RunGenerators(compilation);
        compilation = compilation.ReplaceSyntaxTree(tree, Parse(edited));
        return (driver.RunGenerators(compilation).GetRunResult().Results.Single(), compilation);
    }

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions(new HarnessSettings()), "/project/Blocks.cs");

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: TestCompilation.ParseOptions(new HarnessSettings()),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult run, string step) =>
        run.TrackedSteps[step].SelectMany(each => each.Outputs).Select(output => output.Reason);
}
