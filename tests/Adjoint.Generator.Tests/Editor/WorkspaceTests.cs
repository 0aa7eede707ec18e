using System.Globalization;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.Editor;

/// <summary>What an editor does with a project on disk: it underlines, mends, and goes to where a member is defined.</summary>
[Trait("Set", "Slow")]
public sealed class WorkspaceTests
{
    private const string Net = """
        using Adjoint;

        [Network, Input(4, 7)]
        [Dense(10)]
        [CrossEntropy]
        public sealed partial class Digits;
        """;

    private const string Program = """
        var digits = new Digits(seed: 1);
        var y = new float[Digits.OutputSize];
        digits.Predict(new float[Digits.InputSize], y);
        System.Console.WriteLine(digits.Dense1.Weight.Length + y[0]);
        """;

    [Fact]
    public async Task A_mistake_is_underlined_and_mended_and_the_generated_code_is_found()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Digits.cs", Net);
        folder.Write("Program.cs", Program);
        using var editor = new EditorProject(folder.Path);

        var said = Assert.Single(await editor.Squiggles());
        Assert.Equal(("ADJ0413", DiagnosticSeverity.Error, Path.Combine(folder.Path, "Digits.cs")), (said.Id, said.Severity, said.Location.GetLineSpan().Path));
        Assert.Equal(Net.IndexOf("CrossEntropy", StringComparison.Ordinal), said.Location.SourceSpan.Start);
        Assert.Contains("Flatten", said.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        await editor.Apply(said, "Insert Flatten");
        Assert.Empty(await editor.Squiggles());
        var text = await editor.Project.Documents.Single(static document => document.Name == "Digits.cs").GetTextAsync();
        Assert.Equal(Net.Replace("[Dense(10)]", "[Flatten, Dense(10)]", StringComparison.Ordinal), text.ToString());

        var generated = (await editor.Project.GetSourceGeneratedDocumentsAsync()).ToList();
        Assert.Equal(["Adjoint.Kernels.g.cs", "Digits.g.cs"], generated.Select(static document => document.HintName).Order(StringComparer.Ordinal));
        foreach (var (member, definition) in new[] { ("Predict", "public void Predict("), ("OutputSize", "public const int OutputSize = 10;"), ("Dense1", "public Dense1Parameters Dense1 =>") })
        {
            var (document, line) = await editor.DefinitionOf("Program.cs", member);
            Assert.Equal("Digits.g.cs", Assert.IsType<SourceGeneratedDocument>(document, exactMatch: false).HintName);
            Assert.Contains(definition, line, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("MaxPool2D(7)", "The declaration has errors. So far:", "input  1×9×9", "conv1  3×6×6", "relu1  3×6×6")]
    [InlineData("MaxPool2D(2)", "layer     output  parameters  FLOPs per row", "pool1     3×3×3 ", "dense1    5 ")]
    public async Task The_documentation_of_the_class_shows_the_shapes_as_far_as_they_are_known(string pool, params string[] lines)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Net.cs", $"using Adjoint;\n[Network, Input(1, 9, 9), Conv2D(3, Kernel = 4), ReLU, {pool}, Flatten, Dense(5)] public sealed partial class Net;");
        folder.Write("Program.cs", "System.Console.WriteLine(new Net().Dense1);");
        using var editor = new EditorProject(folder.Path);
        var net = (await editor.Project.GetCompilationAsync())!.GetTypeByMetadataName("Net")!;
        foreach (var line in lines)
            Assert.Contains(line, net.GetDocumentationCommentXml(), StringComparison.Ordinal);
        if (lines.Length == 3)
            Assert.Contains("The parameters of 'dense1', 27 → 5.", net.GetMembers("Dense1")[0].GetDocumentationCommentXml(), StringComparison.Ordinal);
    }
}
