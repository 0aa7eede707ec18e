using Adjoint.Generator.Declare;
using Adjoint.Generator.Shape;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>The pages of docs/derivations say what operators document and what is generated; with ADJOINT_APPROVE=1 they are written anew.</summary>
[Trait("Set", "Slow")]
public sealed class DerivationPagesTests
{
    [Fact]
    public void Pages_show_the_mathematics_and_the_code_of_every_layer()
    {
        var pages = Repository.Files("docs/derivations", "*.md").Where(static p => Path.GetFileName(p) != "README.md").ToList();
        Assert.Equal(3, pages.Count);
        var texts = pages.Select(File.ReadAllText).ToList();
        var result = GeneratorHarness.Run("using Adjoint;\n" + string.Concat(texts.Select(DerivationPages.Declaration)));
        for (var i = 0; i < pages.Count; i++)
        {
            var name = System.Text.RegularExpressions.Regex.Match(texts[i], @"partial class (\w+);").Groups[1].Value;
            var shaped = ShapeBuilder.Build(NetworkReader.Read(result.Input.GetTypeByMetadataName(name)!, CancellationToken.None, result.Input), CancellationToken.None);
            List<(string Layer, string Operator)> layers = [.. shaped.Nodes.Concat(shaped.Losses).Select(static n => (n.Name, n.Use().Operator))];
            Assert.Equal(layers.Select(static l => l.Layer), DerivationPages.Layers(texts[i]));
            var written = DerivationPages.Rewrite(texts[i], layers, result.Files.Single(f => f.HintName == $"{name}.g.cs").SourceText.ToString());
            if (written != texts[i] && Environment.GetEnvironmentVariable("ADJOINT_APPROVE") == "1")
                File.WriteAllText(pages[i], written);
            else if (written != texts[i])
                Assert.Fail(
                    $"'{Repository.Relative(pages[i])}' is not what operators document and the compiler writes. Set ADJOINT_APPROVE=1 and run the test again, then read the page.\n{TextDiff.Of(texts[i], written)}");
        }
    }
}
