using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>The examples on the pages of docs/diagnostics do what the pages say.</summary>
public sealed class PagesTests
{
    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    /// <summary>What is said about a project, whatever its source.</summary>
    private static readonly string[] OfProjects = ["ADJ0110", "ADJ0709"];

    public static TheoryData<string> ProjectIds => [.. OfProjects];

    /// <summary>Those that are off until they are asked for are no mistakes, and have no wrong example.</summary>
    public static TheoryData<string> Mistakes => [.. Descriptors.All.Where(static descriptor => descriptor.IsEnabledByDefault).Select(static descriptor => descriptor.Id).Except(OfProjects)];

    [Theory, Trait("Set", "Slow")]
    [MemberData(nameof(Mistakes))]
    public void The_wrong_example_is_reported_and_the_right_one_is_not(string id)
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "diagnostics", $"{id}.md"));
        var (wrong, right) = ("using Adjoint;\n" + Example(page, "Wrong:", "csharp"), "using Adjoint;\n" + Example(page, "Right:", "csharp"));
        Assert.Equal([id], AnalyzerHarness.Run(wrong).Select(diagnostic => diagnostic.Id));
        AnalyzerHarness.Verify(right);
    }

    [Theory]
    [MemberData(nameof(ProjectIds))]
    public void The_wrong_project_is_reported_and_the_right_one_is_not(string id)
    {
        const string source = "using Adjoint;\n[Network, Input(4), Dense(2)] partial class Net;";
        var page = File.ReadAllText(Repository.PathOf("docs", "diagnostics", $"{id}.md"));
        Assert.Equal([id], AnalyzerHarness.Run(source, Project(Example(page, "Wrong:", "xml"))).Select(diagnostic => diagnostic.Id));
        AnalyzerHarness.Verify(source, Project(Example(page, "Right:", "xml")));
    }

    private static HarnessSettings Project(string properties) => new()
    {
        AllowUnsafe = !properties.Contains("<AllowUnsafeBlocks>false<", StringComparison.Ordinal),
        Optimize = !properties.Contains("<Optimize>false<", StringComparison.Ordinal),
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_and_the_index_have_the_title(string id)
    {
        var title = Descriptors.Of(id).Title.ToString(null);
        Assert.StartsWith($"# {id}: {title}\n", File.ReadAllText(Repository.PathOf("docs", "diagnostics", $"{id}.md")), StringComparison.Ordinal);
        Assert.Contains($"* [{id}]({id}.md): {title}\n", File.ReadAllText(Repository.PathOf("docs", "diagnostics", "README.md")), StringComparison.Ordinal);
    }

    private static string Example(string page, string heading, string language)
    {
        var parts = page.Split($"\n{heading}\n\n```{language}\n");
        Assert.True(parts.Length == 2, $"The page needs one '{heading}' and an example of {language} after it.");
        return parts[1][..parts[1].IndexOf("```", StringComparison.Ordinal)];
    }
}
