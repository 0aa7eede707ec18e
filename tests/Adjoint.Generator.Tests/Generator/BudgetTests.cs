using System.Diagnostics;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit.Abstractions;

namespace Adjoint.Generator.Tests.Generator;

/// <summary>What a network costs those who build it: time at each keystroke, and lines that somebody may want to read.</summary>
[Trait("Set", "Slow")]
public sealed class BudgetTests(ITestOutputHelper output)
{
    private const string Digits = """
        using Adjoint;

        [Network, Input(784), Dense(128), ReLU, Dense(10), CrossEntropy]
        public partial class Digits;
        """;

    /// <summary>The aim is 50 ms; the bound leaves room for a machine that is busy with other tests.</summary>
    private const double MostMilliseconds = 250;

    /// <summary>Of which a third are the turns of unrolled loops and the tiles of a block by itself, and an eighth is the training of few rows.</summary>
    private const int MostLines = 2_600;

    /// <summary>What tiles for Arm take.</summary>
    private const int MostLinesForArm = 350;

    [Fact]
    public void A_network_is_generated_in_little_time()
    {
        var settings = new HarnessSettings();
        var compilation = TestCompilation.Create(Digits, settings);
        var best = double.PositiveInfinity;
        // The first runs pay for the JIT, as the first keystroke does.
        for (var run = 0; run < 12; run++)
        {
            var driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions(settings));
            var start = Stopwatch.GetTimestamp();
            driver.RunGenerators(compilation);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        output.WriteLine($"784-128-10 is generated in {best:f1} ms.");
        Assert.True(best < MostMilliseconds, $"784-128-10 took {best:f1} ms to generate; {MostMilliseconds} are allowed.");
    }

    [Fact]
    public void A_network_is_generated_in_few_lines()
    {
        var lines = LinesFor(Platform.X64);
        output.WriteLine(string.Join(", ", lines));
        Assert.Equal(2, lines.Count);
        Assert.True(lines.Values.Sum() < MostLines, $"784-128-10 takes {string.Join(", ", lines)} lines; {MostLines} are allowed.");
        var more = LinesFor(Platform.AnyCpu).Values.Sum() - lines.Values.Sum();
        Assert.InRange(more, 1, MostLinesForArm);
    }

    [Theory]
    [InlineData(Platform.AnyCpu, true)]
    [InlineData(Platform.Arm64, true)]
    [InlineData(Platform.X64, false)]
    [InlineData(Platform.X86, false)]
    public void A_project_for_x86_has_no_tiles_for_Arm(Platform platform, bool has)
    {
        var kernels = GeneratorHarness.Run(Digits, new HarnessSettings { Platform = platform }).Files.Single(static file => file.HintName == "Adjoint.Kernels.g.cs").SourceText.ToString();
        Assert.Equal(has, kernels.Contains("AdvSimd", StringComparison.Ordinal));
        Assert.Equal(has, kernels.Contains("ForwardArm(", StringComparison.Ordinal));
    }

    private static Dictionary<string, int> LinesFor(Platform platform) =>
        GeneratorHarness.Run(Digits, new HarnessSettings { Platform = platform }).Files.ToDictionary(static file => file.HintName, static file => file.SourceText.Lines.Count);

    [Fact]
    public void Networks_of_equal_shapes_share_their_kernels()
    {
        const string second = """

            [Network, Input(784), Dense(128), ReLU, Dense(10), CrossEntropy(IgnoreIndex = 3)]
            public partial class Letters;
            """;
        Assert.Equal(GeneratorHarness.Run(Digits).Text("Kernels"), GeneratorHarness.Run(Digits + second).Text("Kernels"));
    }

    /// <summary>
    /// For <c>p + 16</c> and for <c>n * 16</c> of an unsigned n the compiler weighs every operator there is, for <c>&amp;p[16]</c> and signed numbers it knows at once:
    /// such operators once took it more than a quarter of its time.
    /// </summary>
    [Fact]
    public void No_operator_takes_the_compiler_long()
    {
        var result = GeneratorHarness.Run("""
            using Adjoint;

            [Network, Input(3, 12, 12)]
            [Conv2D(32, Kernel = 3, Padding = 1), BatchNorm, ReLU, As("a")]
            [Conv2D(32, Kernel = 3, Padding = 1, Bias = false), Add("a"), MaxPool2D(2), GroupNorm(4), Upsample(2)]
            [Conv2D(8, Kernel = 1, Groups = 4), Dropout(0.1f), Flatten, Dense(70), Tanh, Dense(3)]
            [CrossEntropy]
            public partial class Mixed;
            """);
        var slow = new List<string>();
        foreach (var tree in result.Run.GeneratedTrees)
        {
            var model = result.Compilation.GetSemanticModel(tree);
            slow.AddRange(tree.GetRoot().DescendantNodes().OfType<BinaryExpressionSyntax>()
                .Where(binary => model.GetTypeInfo(binary).Type is IPointerTypeSymbol or { SpecialType: SpecialType.System_UIntPtr }).Select(binary => binary.ToString()));
        }
        Assert.Empty(slow);
    }
}
