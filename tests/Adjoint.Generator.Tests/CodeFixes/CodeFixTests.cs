using Adjoint.CodeFixes;
using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.CodeFixes;

public sealed class CodeFixTests
{
    private const string Using = "using Adjoint;\n\n";

    [Theory]
    [InlineData("[Network, Input(4), Dense(2)]\npublic sealed class Net;", "[Network, Input(4), Dense(2)]\npublic sealed partial class Net;")]
    [InlineData("[Network, Input(4), Dense(2)]\n// Small.\nclass Net\n{\n}", "[Network, Input(4), Dense(2)]\n// Small.\npartial class Net\n{\n}")]
    [InlineData(
        "struct Outer\n{\n    static partial class Middle\n    {\n        [Network, Input(4), Dense(2)]\n        partial class Net;\n    }\n}",
        "partial struct Outer\n{\n    static partial class Middle\n    {\n        [Network, Input(4), Dense(2)]\n        partial class Net;\n    }\n}")]
    public async Task Partial_is_added_where_it_is_missing(string before, string after)
    {
        var (title, text) = await CodeFixHarness.Apply<AddPartialFix>(Using + before);
        Assert.Equal("Add 'partial'", title);
        Assert.Equal(Using + after, text);
        AnalyzerHarness.Verify<NetworkAnalyzer>(text);
    }

    [Theory]
    [InlineData("[Input(4), Dense(2)]\nclass Net;", "[Network, Input(4), Dense(2)]\nclass Net;")]
    [InlineData("/// <summary>Small.</summary>\n[Input(4)]\n[Dense(2)]\nclass Net;", "/// <summary>Small.</summary>\n[Network, Input(4)]\n[Dense(2)]\nclass Net;")]
    public async Task Network_is_added_in_front(string before, string after)
    {
        var (title, text) = await CodeFixHarness.Apply<AddAttributeFix>(Using + before);
        Assert.Equal("Add [Network]", title);
        Assert.Equal(Using + after, text);
    }

    [Theory]
    [InlineData("[Network]\n[Dense(2)]\npartial class Net;", "[Network, Input()]\n[Dense(2)]\npartial class Net;")]
    [InlineData("[Network, Dense(2)]\npartial class Net;", "[Network, Input(), Dense(2)]\npartial class Net;")]
    [InlineData("[Dense(2), Adjoint.Network]\npartial class Net;", "[Input(), Dense(2), Adjoint.Network]\npartial class Net;")]
    [InlineData("[Dense(2)]\npartial class Net;\n\n[Network]\npartial class Net;", "[Input(), Dense(2)]\npartial class Net;\n\n[Network]\npartial class Net;")]
    public async Task Input_is_added_before_the_layers_and_asks_for_its_sizes(string before, string after)
    {
        var (title, text) = await CodeFixHarness.Apply<AddAttributeFix>(Using + before);
        Assert.Equal("Add [Input(…)]", title);
        Assert.Equal(Using + after, text);
    }

    [Fact]
    public Task An_input_without_sizes_is_not_added_to() => CodeFixHarness.OffersNothing<AddAttributeFix>(Using + "[Network, Input()]\npartial class Net;");

    [Fact]
    public void Every_fix_mends_diagnostics_that_exist()
    {
        var ids = Descriptors.All.Select(descriptor => descriptor.Id).ToHashSet();
        Assert.Subset(ids, new HashSet<string>([.. new AddPartialFix().FixableDiagnosticIds, .. new AddAttributeFix().FixableDiagnosticIds, .. new RemedyFix().FixableDiagnosticIds]));
    }
}
