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

    /// <summary>The rules for calls and the remarks are configured as the errors of declarations are: by line, by attribute, by file.</summary>
    [Fact]
    public void Calls_are_silenced_as_declarations_are()
    {
        const string source = """
            using Adjoint;
            [Network, Input(4), Dense(2), {|ADJ0401:Softmax|}, CrossEntropy] sealed partial class Net;
            #pragma warning disable ADJ0401
            [Network, Input(4), Dense(2), Softmax, CrossEntropy] sealed partial class Quiet;
            #pragma warning restore ADJ0401
            static class Program
            {
                static void Loud(Net net) => net.Predict({|ADJ0601:new float[3]|}, new float[Net.OutputSize]);

                #pragma warning disable ADJ0601
                static void Pragma(Net net) => net.Predict(new float[3], new float[Net.OutputSize]);
                #pragma warning restore ADJ0601

                [System.Diagnostics.CodeAnalysis.SuppressMessage("Adjoint.Calls", "ADJ0601")]
                static void Attribute(Net net) => net.Predict(new float[3], new float[Net.OutputSize]);
            }
            """;
        Assert.Equal([DiagnosticSeverity.Warning, DiagnosticSeverity.Error], AnalyzerHarness.Verify(source).Select(diagnostic => diagnostic.Severity));
        var settings = new HarnessSettings { EditorConfig = "[*.cs]\ndotnet_diagnostic.ADJ0601.severity = warning\ndotnet_diagnostic.ADJ0401.severity = error" };
        Assert.Equal([DiagnosticSeverity.Error, DiagnosticSeverity.Warning], AnalyzerHarness.Verify(source, settings).Select(diagnostic => diagnostic.Severity));
        var silent = new HarnessSettings { EditorConfig = "[*.cs]\ndotnet_analyzer_diagnostic.category-Adjoint.Calls.severity = none\ndotnet_diagnostic.ADJ0401.severity = none" };
        Assert.Empty(AnalyzerHarness.Verify(MarkedSource.Parse(source).Text, silent));
    }

    [Fact]
    public void A_suppression_attribute_silences() => AnalyzerHarness.Verify<NetworkAnalyzer>("""
        using Adjoint;
        [System.Diagnostics.CodeAnalysis.SuppressMessage("Adjoint.Values", "ADJ0201")]
        [Network, Input(4), Dense(0)] partial class Net;
        """);
}
