using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.Meta;

/// <summary>A diagnostic is more than its descriptor: a page that explains it, a line in the release notes, and a test that sees it.</summary>
public sealed class DiagnosticDescriptorsTests
{
    [Fact]
    public void Every_diagnostic_has_a_page() =>
        RequireOfEach(id => File.Exists(Repository.PathOf("docs", "diagnostics", $"{id}.md")), id => $"write docs/diagnostics/{id}.md");

    [Fact]
    public void Every_page_has_a_diagnostic()
    {
        var ids = Descriptors().Select(descriptor => descriptor.Id).ToHashSet();
        var pages = Repository.Files("docs/diagnostics", "ADJ*.md").Where(path => !ids.Contains(Path.GetFileNameWithoutExtension(path))).ToList();
        Assert.True(pages.Count == 0, "No descriptor has the id of these pages: " + string.Join(", ", pages.Select(Repository.Relative)));
    }

    [Fact]
    public void Every_diagnostic_has_a_line_in_the_release_notes()
    {
        var notes = string.Concat(Repository.Files("generator/Adjoint.Generator", "AnalyzerReleases.*.md").Select(File.ReadAllText));
        RequireOfEach(id => notes.Contains($"\n{id} ", StringComparison.Ordinal), id => $"add a line for {id} to AnalyzerReleases.Unshipped.md");
    }

    [Fact]
    public void Every_diagnostic_is_seen_by_a_test()
    {
        var tests = string.Concat(Repository.Files("tests", "*.cs").Where(IsTestOfTheProduct).Select(File.ReadAllText));
        RequireOfEach(id => tests.Contains(id, StringComparison.Ordinal), id => $"write a test with {{|{id}:…|}} in its source");
    }

    [Fact]
    public void Every_help_link_leads_to_the_page()
    {
        var wrong = Descriptors()
            .Where(descriptor => !descriptor.HelpLinkUri.EndsWith($"docs/diagnostics/{descriptor.Id}.md", StringComparison.Ordinal))
            .Select(descriptor => $"{descriptor.Id} has '{descriptor.HelpLinkUri}'")
            .ToList();
        Assert.True(wrong.Count == 0, "Help links must end in docs/diagnostics/<id>.md: " + string.Join(", ", wrong));
    }

    [Fact]
    public void No_two_diagnostics_share_an_id()
    {
        var shared = Descriptors().GroupBy(descriptor => descriptor.Id).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        Assert.True(shared.Count == 0, "Several descriptors have the ids: " + string.Join(", ", shared));
    }

    [Fact]
    public void Every_diagnostic_is_supported_by_an_analyzer()
    {
        var supported = Plugins.Analyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id).ToHashSet();
        RequireOfEach(supported.Contains, id => $"list {id} in the SupportedDiagnostics of the analyzer that reports it");
    }

    /// <summary>The harness mentions ids as examples only.</summary>
    private static bool IsTestOfTheProduct(string path)
    {
        var name = Repository.Relative(path);
        return !name.Contains("/Harness/", StringComparison.Ordinal) && !name.Contains("/Meta/", StringComparison.Ordinal);
    }

    private static void RequireOfEach(Func<string, bool> holds, Func<string, string> remedy)
    {
        var missing = Descriptors().Select(descriptor => descriptor.Id).Where(id => !holds(id)).ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing.Select(remedy)));
    }

    /// <summary>Every descriptor of the assembly; with none, these tests would hold of nothing.</summary>
    private static IReadOnlyList<DiagnosticDescriptor> Descriptors()
    {
        var descriptors = Plugins.Descriptors();
        Assert.True(descriptors.Count > 0, $"No descriptors found: {Plugins.Assembly.GetName().Name} has no static field of type DiagnosticDescriptor.");
        return descriptors;
    }
}
