using System.Globalization;
using Adjoint.Generator.Diagnostics.Cost;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics;

public sealed class CostTests
{
    [Theory]
    [InlineData("MaxParameters = {|ADJ0704:101_769|}", "101,770 parameters, but its budget allows 101,769; the most, 100,480, are for 'dense1': make it smaller, or raise MaxParameters")]
    [InlineData("MaxFlopsPerRow = {|ADJ0704:1000|}", "203,530 FLOPs per row, but its budget allows 1,000; the most, 200,832, are for 'dense1': make it smaller, or raise MaxFlopsPerRow")]
    [InlineData("MaxParameters = 101_770, MaxFlopsPerRow = 203_530, MaxWorkspaceBytes = 1_000_000", null)]
    [InlineData("MaxParameters = 0", null)]
    public void A_network_keeps_its_budget(string budget, string? message)
    {
        var said = AnalyzerHarness.Verify<BudgetAnalyzer>(
            $"using Adjoint;\n[Network, Input(784), Dense(128), ReLU, Dense(10), CrossEntropy, Budget({budget})] partial class Net;");
        Assert.Equal(message is null ? [] : [$"'Net' takes {message}"], said.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_network_with_a_function_of_the_users_keeps_its_budget_too() => AnalyzerHarness.Verify<BudgetAnalyzer>(
        """
        using Adjoint;
        [Network, Input(4), Dense(3), Apply(nameof(Square)), Dense(2), MeanSquaredError, Budget(MaxParameters = {|ADJ0704:22|})]
        partial class Net { [Differentiable] public static float Square(float x) => x * x; }
        """);

    /// <summary>The numbers are those of the table that the class has as its documentation.</summary>
    [Fact]
    public void The_workspace_grows_with_the_batch()
    {
        const string net = "[Network, Input(784), Dense(128), ReLU, Dense(10), CrossEntropy, Budget(MaxWorkspaceBytes = {|ADJ0704:1|}, BatchSize = ROWS)] partial class Net;";
        var (one, many) = (Found(net, 17), Found(net, 977));
        var row = (many - one) / (992 - 32);
        var table = GeneratorHarness.Run("using Adjoint;\n" + net.Replace("{|ADJ0704:1|}", "0", StringComparison.Ordinal).Replace("ROWS", "1", StringComparison.Ordinal)).Text("Net");
        Assert.Contains($"training {Text(row)} bytes a row (2,048 rows at a time), and {Text(one - 32 * row)} bytes a thread", table, StringComparison.Ordinal);
        Assert.Equal(Found(net, 2048), Found(net, 1_000_000));
    }

    /// <summary>Where a layer brings all rows together, there is no end to it; a number of doubles takes twice as much.</summary>
    [Fact]
    public void The_workspace_grows_with_any_batch_that_is_normalised()
    {
        static string Net(string precision) =>
            $"[Network(Precision = Precision.{precision}), Input(7), Dense(9), BatchNorm, Dense(1), MeanSquaredError, "
            + "Budget(MaxWorkspaceBytes = {|ADJ0704:1|}, BatchSize = ROWS)] partial class Net;";
        Assert.True(Found(Net("Single"), 1_000_000) > 900 * Found(Net("Single"), 1000));
        Assert.Equal(2 * Found(Net("Single"), 1000), Found(Net("Double"), 1000));
    }

    [Fact]
    public void Shapes_are_shown_where_they_are_asked_for()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "diagnostics", "ADJ0316.md")).Split("```");
        var source = "using Adjoint;\n" + page[3]["csharp\n".Length..];
        Assert.Empty(AnalyzerHarness.Verify<ShapeAnalyzer>(source));
        var said = AnalyzerHarness.Verify<ShapeAnalyzer>(
            source.Replace("Conv2D(6, Kernel = 5), ReLU, MaxPool2D(2)", "{|ADJ0316:Conv2D(6, Kernel = 5)|}, {|ADJ0316:ReLU|}, {|ADJ0316:MaxPool2D(2)|}", StringComparison.Ordinal)
                .Replace("Flatten, Dense(10)", "{|ADJ0316:Flatten|}, {|ADJ0316:Dense(10)|}", StringComparison.Ordinal),
            new HarnessSettings { EditorConfig = page[1].Trim() });
        Assert.Equal(page[5].Trim(), string.Join('\n', said.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Layers_before_a_mistake_say_their_shapes()
    {
        var said = AnalyzerHarness.Verify<ShapeAnalyzer>(
            "using Adjoint;\n[Network, Input(1, 9, 9), {|ADJ0316:Conv2D(3, Kernel = 4)|}, {|ADJ0316:ReLU|}, MaxPool2D(7), Flatten, Dense(5)] partial class Net;",
            new HarnessSettings { EditorConfig = "[*.cs]\ndotnet_diagnostic.ADJ0316.severity = suggestion" });
        Assert.Equal(
            ["conv1: 1×9×9 → 3×6×6, 51 parameters, 3,564 FLOPs per row", "relu1: 3×6×6 → 3×6×6, 0 parameters, 108 FLOPs per row"],
            said.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_project_without_optimisation_is_told_once()
    {
        const string source = "using Adjoint;\n[Network, Input(4), Dense(3)] partial class {|ADJ0709:First|};\n[Network, Input(4), Dense(3)] partial class Second;\nclass Other;";
        var said = AnalyzerHarness.Verify<OptimisationAnalyzer>(source, new HarnessSettings { Optimize = false });
        Assert.Equal(
            "Networks run 5 to 10 times slower in this build, which is not optimised; build with '-c Release', or write <Optimize>true</Optimize> in the project file",
            Assert.Single(said).GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Info, said[0].Severity);
        AnalyzerHarness.Verify<OptimisationAnalyzer>(MarkedSource.Parse(source).Text);
        AnalyzerHarness.Verify<OptimisationAnalyzer>("class Other;", new HarnessSettings { Optimize = false });
    }

    private static long Found(string net, int rows)
    {
        var said = Assert.Single(AnalyzerHarness.Verify<BudgetAnalyzer>("using Adjoint;\n" + net.Replace("ROWS", rows.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        var words = said.GetMessage(CultureInfo.InvariantCulture).Split(' ');
        return long.Parse(words[2], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    private static string Text(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
