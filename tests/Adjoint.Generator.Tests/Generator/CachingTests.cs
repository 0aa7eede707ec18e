using System.Globalization;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Tests.Generator;

/// <summary>What is typed in one place of a project costs nothing in another.</summary>
public sealed class CachingTests
{
    private const string Source = """
        using Adjoint;

        [Network, Input(4), Dense(8), ReLU, Dense(3), CrossEntropy]
        public sealed partial class First;

        [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(4), Dense(8), ReLU, Dense(3), MeanSquaredError]
        public sealed partial class Second;
        """;

    [Theory]
    [InlineData("public sealed partial class Second;", "public sealed partial class Second; // a remark")]
    [InlineData("using Adjoint;", "using Adjoint;\n\n/// <summary>Another class.</summary>\npublic sealed class Other { public int Twice(int x) => 2 * x; }")]
    [InlineData("public sealed partial class First;", "public sealed partial class First { public int Answer => 42; }")]
    public void An_edit_beside_the_attributes_compiles_nothing(string before, string after)
    {
        var run = Edit(Source.Replace(before, after, StringComparison.Ordinal));
        Assert.All(Reasons(run, TrackingNames.Declare), reason => Assert.Equal(IncrementalStepRunReason.Unchanged, reason));
        Assert.All(Reasons(run, TrackingNames.Compile), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(Reasons(run, TrackingNames.Kernels), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(OutputReasons(run), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_one_network_leaves_the_other_alone()
    {
        var run = Edit(Source.Replace("Dense(3), MeanSquaredError", "Dense(5), MeanSquaredError", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified], Reasons(run, TrackingNames.Declare));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], Reasons(run, TrackingNames.Compile));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(run, TrackingNames.Kernels));
    }

    [Fact]
    public void A_network_that_changes_without_new_kernels_leaves_their_file_alone()
    {
        var run = Edit(Source.Replace("CrossEntropy]", "CrossEntropy(IgnoreIndex = -1)]", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(run, TrackingNames.Compile));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(run, TrackingNames.Kernels));
        Assert.Single(OutputReasons(run), IncrementalStepRunReason.Modified);
    }

    /// <summary>What is equal is not compiled again: it has to be written alike.</summary>
    [Theory]
    [InlineData("CrossEntropy(ClassWeights = new[] { -0.0f, 2, 1 })")]
    [InlineData("LeakyReLU(-0.0f), MeanSquaredError")]
    public void A_zero_below_zero_is_written_as_zero(string layers)
    {
        const string before = "using Adjoint; [Network, Input(4), Dense(3), ";
        const string after = "] partial class Net;";
        Assert.Equal(
            GeneratorHarness.Run(before + layers.Replace("-0.0f", "0.0f", StringComparison.Ordinal) + after).Text("Net"),
            GeneratorHarness.Run(before + layers + after).Text("Net"));
    }

    [Fact]
    public void A_key_in_a_project_of_fifty_networks_compiles_at_most_the_one_that_it_changes()
    {
        var settings = new HarnessSettings();
        var options = TestCompilation.ParseOptions(settings);
        var files = Enumerable.Range(0, 50)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"using Adjoint;\nnamespace P{i};\n[Network, Input(4), Dense({i + 1})] public sealed partial class Net;"))
            .ToList();
        var project = TestCompilation.Create("static class Unrelated { static int Next(int value) => value + 1; }", settings)
            .AddSyntaxTrees(files.Select((text, i) => CSharpSyntaxTree.ParseText(text, options, $"/project/Net{i}.cs")));
        var driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()], parseOptions: options, driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))
            .RunGenerators(project);

        int Redone(int file, string before, string after)
        {
            var tree = project.SyntaxTrees[file];
            var edited = tree.WithChangedText(SourceText.From(tree.ToString().Replace(before, after, StringComparison.Ordinal)));
            var run = driver.RunGenerators(project.ReplaceSyntaxTree(tree, edited)).GetRunResult().Results.Single();
            Assert.Equal(50, Reasons(run, TrackingNames.Compile).Count());
            Assert.Equal(50, Reasons(run, TrackingNames.Declare).Count());
            return Reasons(run, TrackingNames.Compile).Count(static reason => reason != IncrementalStepRunReason.Cached);
        }

        Assert.Equal(0, Redone(0, "value + 1", "value + 2"));
        Assert.Equal(0, Redone(9, "class Net;", "class Net; // x"));
        Assert.Equal(1, Redone(9, "Dense(9)", "Dense(90)"));
        Assert.Equal(1, Redone(9, "Dense(9)", "Dense(0)"));
    }

    /// <summary>Runs a driver on the source, and then again on the edited source.</summary>
    private static GeneratorRunResult Edit(string edited)
    {
        Assert.NotEqual(Source, edited);
        var settings = new HarnessSettings();
        var options = TestCompilation.ParseOptions(settings);
        Compilation compilation = TestCompilation.Create(Source, settings);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            parseOptions: options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation);
        var tree = CSharpSyntaxTree.ParseText(edited, options, TestCompilation.SourcePath);
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(), tree);
        return driver.RunGenerators(compilation).GetRunResult().Results.Single();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult run, string step) =>
        run.TrackedSteps[step].SelectMany(each => each.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorRunResult run) =>
        run.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(each => each.Outputs).Select(output => output.Reason);
}
