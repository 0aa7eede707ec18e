using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>What is reported is the user's to configure, as any analyzer's errors are.</summary>
public sealed class ConfigurationTests
{
    private const string Wrong = "using Adjoint;\n[Network, Input(4), Dense({|ADJ0201:0|})] partial class Net;";

    [Fact]
    public void What_keeps_a_network_from_being_compiled_is_an_error_by_default() =>
        Assert.All(Descriptors.OfDeclarations, descriptor => Assert.Equal(DiagnosticSeverity.Error, descriptor.DefaultSeverity));

    [Theory]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("error", DiagnosticSeverity.Error)]
    public void An_editorconfig_sets_the_severity(string written, DiagnosticSeverity severity)
    {
        var settings = new HarnessSettings { EditorConfig = $"[*.cs]\ndotnet_diagnostic.ADJ0201.severity = {written}" };
        Assert.Equal(severity, Assert.Single(AnalyzerHarness.Verify<NetworkAnalyzer>(Wrong, settings)).Severity);
    }

    [Theory]
    [InlineData("dotnet_diagnostic.ADJ0201.severity = none")]
    [InlineData("dotnet_analyzer_diagnostic.category-Adjoint.Values.severity = none")]
    public void An_editorconfig_silences(string line)
    {
        var settings = new HarnessSettings { EditorConfig = $"[*.cs]\n{line}" };
        Assert.Empty(AnalyzerHarness.Verify<NetworkAnalyzer>(MarkedSource.Parse(Wrong).Text, settings));
    }

    [Fact]
    public void A_pragma_silences_what_follows_it_only() => AnalyzerHarness.Verify<NetworkAnalyzer>("""
        using Adjoint;
        [Network, Input(4), Dense({|ADJ0201:0|})] partial class First;
        #pragma warning disable ADJ0201
        [Network, Input(4), Dense(0)] partial class Second;
        """);

    [Fact]
    public void A_suppression_attribute_silences() => AnalyzerHarness.Verify<NetworkAnalyzer>("""
        using Adjoint;
        [System.Diagnostics.CodeAnalysis.SuppressMessage("Adjoint.Values", "ADJ0201")]
        [Network, Input(4), Dense(0)] partial class Net;
        """);
}
