using System.Globalization;
using Adjoint.CodeFixes;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.CodeFixes;

/// <summary>Fixes of the words of a declaration, of its members and of the uses of blocks.</summary>
public sealed class ClassRemedyTests
{
    [Theory]
    [InlineData("static partial class Net;", "Remove 'static'", "partial class Net;")]
    [InlineData("public abstract partial class Net;", "Remove 'abstract'", "public partial class Net;")]
    [InlineData("sealed partial record Net;", "Write class", "sealed partial class Net;")]
    [InlineData("partial record class Net;", "Write class", "partial class Net;")]
    [InlineData("partial class Net { public Net(string name) { } }", "Write : this()", "partial class Net { public Net(string name) : this() { } }")]
    [InlineData("partial class Net { public Net(string name, int seed) { } }", "Write : this(seed)", "partial class Net { public Net(string name, int seed) : this(seed) { } }")]
    [InlineData("partial class Net { public Net(int seed) { } }", "Write : this((long)seed)", "partial class Net { public Net(int seed) : this((long)seed) { } }")]
    [InlineData("partial class Net { internal Net(float seed) { } }", "Write : this()", "partial class Net { internal Net(float seed) : this() { } }")]
    [InlineData("partial class Net { public required string Title { get; set; } = \"\"; }", "Remove 'required'", "partial class Net { public string Title { get; set; } = \"\"; }")]
    [InlineData("partial class Net { internal required int Count; }", "Remove 'required'", "partial class Net { internal int Count; }")]
    public async Task The_class_is_declared_as_it_must_be(string written, string title, string mended) => Assert.Equal(
        [(title, Network("Input(4), Dense(3), CrossEntropy", mended))], await CodeFixHarness.Offers<RemedyFix>(Network("Input(4), Dense(3), CrossEntropy", written)));

    [Theory]
    [InlineData("partial class Net<T>;")]
    [InlineData("partial class Net(int size) { public int Size => size; }")]
    public Task What_only_the_user_can_decide_has_none(string written) => CodeFixHarness.OffersNothing<RemedyFix>(Network("Input(4), Dense(3), CrossEntropy", written));

    [Theory]
    [InlineData("Use<Residual>({0})", "64", "32", "'residual1.relu1' gives 64 and 'in' gives 32; write Residual(32) here")]
    [InlineData("Use<Residual>({0}), Tanh", "5", "32", "'residual1.relu1' gives 5 and 'in' gives 32; write Residual(32) here")]
    [InlineData("Use<Image>({0}), Flatten", "4", "8", "'image1.relu1' gives 4×2×4 and 'in' gives 8×2×4; write Image(8) here")]
    public async Task A_residual_block_is_used_with_what_comes_in(string use, string wrong, string right, string message)
    {
        const string blocks = """
            using Adjoint;
            [Block("width")] [As("in"), Dense("width"), ReLU, Add("in")] class Residual;
            [Block("width")] [As("in"), Conv2D("width", Kernel = 3, Same = true), ReLU, Add("in")] class Image;

            """;
        var layers = "[Network, Input(20), Dense(32), ReLU, " + (use.StartsWith("Use<Image>", StringComparison.Ordinal) ? "Dense(64), Tanh, Reshape(8, 2, 4), " : "");
        var source = blocks + layers + string.Format(CultureInfo.InvariantCulture, use, wrong) + ", Dense(2), CrossEntropy] partial class Net;";
        Assert.EndsWith(message, Assert.Single(AnalyzerHarness.Analyze(source)).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal([($"Write {right}", blocks + layers + string.Format(CultureInfo.InvariantCulture, use, right) + ", Dense(2), CrossEntropy] partial class Net;")], await CodeFixHarness.Offers<RemedyFix>(source));
    }

    [Fact]
    public async Task One_argument_too_many_is_removed()
    {
        const string block = "using Adjoint;\n[Block(\"width\")] [Dense(\"width\"), ReLU] class Part;\n";
        Assert.Equal(
            [("Remove the last argument", block + "[Network, Input(4), Use<Part>(5), Dense(2)] partial class Net;")],
            await CodeFixHarness.Offers<RemedyFix>(block + "[Network, Input(4), Use<Part>(5, 6), Dense(2)] partial class Net;"));
    }

    private static string Network(string layers, string declaration) => $"using Adjoint;\n[Network, {layers}] {declaration}\n";
}
