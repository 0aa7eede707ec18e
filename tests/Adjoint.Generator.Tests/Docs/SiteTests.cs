using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>The site's tables of contents name every page, and no other.</summary>
public sealed partial class SiteTests
{
    [Fact]
    public void Every_page_is_in_a_table_of_contents()
    {
        var named = Repository.Files("docs/site", "toc.yml").SelectMany(PagesOf).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], named.Where(static page => !File.Exists(Repository.PathOf(page))));
        var pages = Repository.Files("docs", "*.md").Concat(Repository.Files("samples", "README.md")).Select(Repository.Relative)
            .Where(static page => !page.StartsWith("docs/site/", StringComparison.Ordinal) && !page.Contains("/data/", StringComparison.Ordinal));
        Assert.Equal([], pages.Except(named));
    }

    private static IEnumerable<string> PagesOf(string contents)
    {
        var folder = Path.GetDirectoryName(contents)!;
        return Page().Matches(File.ReadAllText(contents)).Select(match => Repository.Relative(Path.GetFullPath(Path.Combine(folder, match.Groups[1].Value))));
    }

    [GeneratedRegex(@"href: (\S+\.md)\s*$", RegexOptions.Multiline)]
    private static partial Regex Page();
}
