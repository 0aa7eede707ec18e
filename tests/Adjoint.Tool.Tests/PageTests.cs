using Adjoint.Tool.Import.Layers;
using Repository = Adjoint.Tests.Harness.Repository;

namespace Adjoint.Tool.Tests;

/// <summary>The page about ONNX lists what can be imported.</summary>
public class PageTests
{
    [Fact]
    public void Every_operator_of_the_table_is_on_the_page()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "onnx.md"));
        var section = page[page.IndexOf("### What it understands", StringComparison.Ordinal)..];
        // A product with its sum is no operator of ONNX.
        Assert.All(LayerTable.Operators, name => Assert.True(name == "Linear" || section.Contains($"`{name}`", StringComparison.Ordinal), name));
    }
}
