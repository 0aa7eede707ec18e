using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>The examples on the pages of docs/diagnostics do what the pages say.</summary>
public sealed class PagesTests
{
    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    /// <summary>Those that are off until they are asked for are no mistakes, and have no wrong example.</summary>
    public static TheoryData<string> Mistakes => [.. Descriptors.All.Where(descriptor => descriptor.IsEnabledByDefault).Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void The_wrong_example_is_reported_and_the_right_one_is_not(string id)
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "diagnostics", $"{id}.md"));
        var (wrong, right) = (Example(page, "Wrong:"), Example(page, "Right:"));
        Assert.Equal([id], AnalyzerHarness.Run(wrong).Select(diagnostic => diagnostic.Id));
        AnalyzerHarness.Verify(right);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_and_the_index_have_the_title(string id)
    {
        var title = Descriptors.Of(id).Title.ToString(null);
        Assert.StartsWith($"# {id}: {title}\n", File.ReadAllText(Repository.PathOf("docs", "diagnostics", $"{id}.md")), StringComparison.Ordinal);
        Assert.Contains($"* [{id}]({id}.md): {title}\n", File.ReadAllText(Repository.PathOf("docs", "diagnostics", "README.md")), StringComparison.Ordinal);
    }

    private static string Example(string page, string heading)
    {
        var parts = page.Split($"\n{heading}\n\n```csharp\n");
        Assert.True(parts.Length == 2, $"The page needs one '{heading}' and a C# example after it.");
        return "using Adjoint;\n" + parts[1][..parts[1].IndexOf("```", StringComparison.Ordinal)];
    }
}
