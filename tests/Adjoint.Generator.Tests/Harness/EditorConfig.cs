using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>
/// An .editorconfig beside the source, read by the compiler's own reader: what analyzers see of it, and the severities the compiler takes from it.
/// </summary>
internal sealed class EditorConfig
{
    private readonly AnalyzerConfigSet set;

    /// <param name="text">The file's text; an empty one leaves every default.</param>
    public EditorConfig(string text)
    {
        var isGlobal = text.Contains("is_global", StringComparison.Ordinal);
        set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(text, isGlobal ? "/project/.globalconfig" : "/project/.editorconfig")));
        Options = new OptionsProvider(set);
        Severities = new SeverityProvider(set);
    }

    /// <summary>What generators and analyzers may ask for.</summary>
    public AnalyzerConfigOptionsProvider Options { get; }

    /// <summary>Lines such as <c>dotnet_diagnostic.ADJ1003.severity = none</c>.</summary>
    public SyntaxTreeOptionsProvider Severities { get; }

    private sealed class OptionsProvider(AnalyzerConfigSet set) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(set.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => ForPath(tree.FilePath);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => ForPath(textFile.Path);

        private Values ForPath(string path) => new(set.GetOptionsForSourcePath(path).AnalyzerOptions);
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => values.Keys;

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }

    private sealed class SeverityProvider(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
