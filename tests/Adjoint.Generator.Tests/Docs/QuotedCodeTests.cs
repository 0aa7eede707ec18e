using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>What the guide, the walk-throughs and the samples' pages quote is code that is compiled, run, or generated: it cannot drift.</summary>
public sealed class QuotedCodeTests
{
    /// <summary>The lines of each source, told apart once for all pages.</summary>
    private static readonly Lazy<List<string[]>> sources = new(static () => [.. Sources().Select(QuotedCode.Lines)]);

    public static TheoryData<string> Pages =>
    [
        "docs/guide.md",
        "docs/images.md",
        "docs/sequences.md",
        "docs/pairs.md",
        "docs/files.md",
        "docs/deployment.md",
        "docs/performance.md",
        "docs/troubleshooting.md",
        "docs/data.md",
        "docs/functions.md",
        "docs/derivatives.md",
        "docs/precision.md",
        "docs/graphs.md",
        "docs/inspecting.md",
        "docs/objectives.md",
        "docs/onnx.md",
        "docs/training.md",
        "docs/text.md",
        "docs/transformers.md",
        "docs/tool.md",
        "docs/mpi.md",
        "docs/adding-an-operator.md",
        "docs/adding-a-diagnostic.md",
        .. Repository.Files("samples", "README.md").Select(Repository.Relative).Where(IsPageOfSample),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_piece_of_code_on_a_page_is_real(string page)
    {
        var pieces = QuotedCode.Pieces(File.ReadAllText(Repository.PathOf(page)));
        Assert.True(pieces.Count > 0, $"'{page}' quotes no C#; a page for programmers should.");
        var strangers = pieces.Where(piece => !sources.Value.Any(source => QuotedCode.Stands(piece, source))).ToList();
        Assert.True(
            strangers.Count == 0,
            $"'{page}' quotes what stands neither in the tree nor in what is generated for samples/Inspect. "
                + $"Quote again:\n\n{string.Join("\n\n", strangers.Select(piece => string.Join('\n', piece)))}");
    }

    [Fact]
    public void Pieces_end_at_an_elision_and_at_the_end_of_a_block()
    {
        var pieces = QuotedCode.Pieces("text\n```csharp\na();\n  b();\n\n// …\nc();\n```\n```text\nno code\n```\n```csharp\n// …\nd();\n```\n");
        Assert.Equal(["a(); b();", "c();", "d();"], pieces.Select(piece => string.Join(' ', piece)));
    }

    [Theory]
    [InlineData("a();|b();", true)]
    [InlineData("c();", true)]
    [InlineData("b();|a();", false)]
    [InlineData("a();|c();", false)]
    [InlineData("a()", false)]
    public void A_piece_stands_where_its_lines_follow_one_another(string piece, bool stands) =>
        Assert.Equal(stands, QuotedCode.Stands(piece.Split('|'), "{\n    a();\n\n    b();\r\n    c();\n}\n"));

    /// <summary>Pages further down, such as the one on the digits' origin, are not about code.</summary>
    private static bool IsPageOfSample(string page) => page.Split('/').Length == 3 || page.StartsWith("samples/Theory/", StringComparison.Ordinal);

    private static IEnumerable<string> Sources()
    {
        var declaration = "using Adjoint;\n" + File.ReadAllText(Repository.PathOf("samples", "Inspect", "Iris.cs"));
        var generated = GeneratorHarness.Run(declaration).Files.Select(file => file.SourceText.ToString());
        string[] folders = ["samples", "src", "generator", "tests"];
        var written = folders.SelectMany(folder => Repository.Files(folder, "*.cs")).Select(File.ReadAllText);
        return generated.Concat(written);
    }
}
