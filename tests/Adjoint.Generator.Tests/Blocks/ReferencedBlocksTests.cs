using System.Globalization;
using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Tests.Blocks;

/// <summary>Blocks of another assembly are read from its metadata: as they are from source, in the order in which their attributes stood.</summary>
[Trait("Set", "Slow")]
public sealed class ReferencedBlocksTests
{
    private const string Library = """
        using Adjoint;

        namespace Library;

        [Block("width", "hidden = 2 * width")]
        [As("in"), Dense("hidden"), Tanh, Dense("width"), Sigmoid]
        [Add("in"), ReLU]
        [Reshape("width / 2", -1), Flatten, Use<Gate>(5)]
        public abstract class Residual;

        [Block("n"), As("x"), Dense("n", Bias = false, Name = "a.0"), Softplus, As("y"), From("x"), Dense("n"), Multiply("y")]
        public sealed class Gate;

        [Block("n"), As("in"), Dense("n"), Add("out")]
        public abstract class Broken;

        """;

    private const string Net = """
        using Adjoint;
        using Library;

        [Network, Input(4), Use<Residual>(4), Repeat<Gate>(2, "features + 1"), Use<Residual>(6, 3, Name = "last"), Dense(2), MeanSquaredError]
        public sealed partial class Net;
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_network_is_the_same_whichever_assembly_its_blocks_are_in(bool asReferenceAssembly)
    {
        var right = Library[..Library.IndexOf("[Block(\"n\"), As(\"in\"), Dense(\"n\"), Add(\"out\")]", StringComparison.Ordinal)];
        var together = Generate(TestCompilation.Create(right, new HarnessSettings()).AddSyntaxTrees(Parse(Net)));
        var apart = Generate(TestCompilation.Create(Net, new HarnessSettings()).AddReferences(Compiled(asReferenceAssembly)));
        Assert.Contains("last.gate1.a.0", together, StringComparison.Ordinal);
        Assert.Equal(together, apart);
    }

    [Fact]
    public void The_mistake_of_a_referenced_block_is_told_where_it_is_used() => Assert.Equal(
        "Use<Broken>(4): 'Broken' does not fit here: in its Add, nothing above is named 'out'; there are 'dense1', 'in'",
        Analyze("[Network, Input(4), Use<Broken>(4)] public sealed partial class Net;"));

    [Fact]
    public void What_does_not_fit_is_told_there_too() => Assert.Equal(
        "Use<Residual>(5): 'Residual' does not fit here: in its Add, 'Add' needs equal shapes, but 'residual1.sigmoid1' gives 5 and 'in' gives 4; write Residual(4) here",
        Analyze("[Network, Input(4), Use<Residual>(5)] public sealed partial class Net;"));

    private static string Analyze(string network)
    {
        var compilation = TestCompilation.Create("using Adjoint;\nusing Library;\n" + network, new HarnessSettings()).AddReferences(Compiled(false));
        var reported = compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return string.Join('\n', reported.Select(d => $"{d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan)}: {d.GetMessage(CultureInfo.InvariantCulture)}"));
    }

    private static string Generate(Compilation compilation)
    {
        var run = Written.Run(compilation);
        TestCompilation.RequireClean(compilation.AddSyntaxTrees(run.GeneratedTrees));
        return string.Concat(run.GeneratedTrees.Select(tree => tree.ToString()));
    }

    private static PortableExecutableReference Compiled(bool asReferenceAssembly)
    {
        var library = TestCompilation.Create(Library, new HarnessSettings()).WithAssemblyName("Library");
        using var image = new MemoryStream();
        var emitted = library.Emit(image, options: new(metadataOnly: asReferenceAssembly, includePrivateMembers: !asReferenceAssembly));
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions(new HarnessSettings()), "/project/Net.cs");
}
