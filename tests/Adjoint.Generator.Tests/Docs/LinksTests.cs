using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>Links from page to page lead somewhere: the file exists, and so does the heading.</summary>
public sealed class LinksTests
{
    [Fact]
    public void Every_relative_link_of_every_page_leads_to_a_file_and_a_heading()
    {
        var pages = Repository.Files("", "*.md");
        Assert.Contains(Repository.PathOf("docs", "guide.md"), pages);
        var anchors = pages.ToDictionary(static page => page, static page => MarkdownPage.Anchors(File.ReadAllText(page)));
        var broken = pages.SelectMany(page => MarkdownPage.Links(File.ReadAllText(page)).Where(link => !Leads(page, link, anchors)).Select(link => $"{Repository.Relative(page)}: {link}")).ToList();
        Assert.True(broken.Count == 0, "These links lead nowhere:\n" + string.Join('\n', broken));
    }

    [Theory]
    [InlineData("[a](b.md) and [`c`](d/e.md#f-g), ![h](i.png)", "b.md|d/e.md#f-g|i.png")]
    [InlineData("`[a](b.md)` and\n```\n[c](d.md)\n```\n[e](f.md)", "f.md")]
    [InlineData("<img src=\"a.png\" alt=\"\"> <a href=\"b.md\">b</a>", "a.png|b.md")]
    public void Links_are_read_outside_of_code(string text, string links) => Assert.Equal(links.Split('|'), MarkdownPage.Links(text));

    [Theory]
    [InlineData("# Measured, with `Fit`", "measured-with-fit")]
    [InlineData("## 1. One & two", "1-one--two")]
    [InlineData("## [Guide](guide.md)", "guide")]
    [InlineData("# Same\n\n# Same", "same|same-1")]
    [InlineData("```\n# no heading\n```\n<a id=\"own\"></a>", "own")]
    public void Headings_have_the_anchors_that_a_reader_sees(string text, string anchors) => Assert.Equal(anchors.Split('|').ToHashSet(), MarkdownPage.Anchors(text));

    private static bool Leads(string page, string link, Dictionary<string, IReadOnlySet<string>> anchors)
    {
        if (link.Contains("://", StringComparison.Ordinal) || link.StartsWith("mailto:", StringComparison.Ordinal))
            return true;
        var (path, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, "");
        var target = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(path)));
        if (anchor.Length > 0 && anchors.TryGetValue(target, out var known))
            return known.Contains(Uri.UnescapeDataString(anchor));
        return File.Exists(target) || (Directory.Exists(target) && anchor.Length == 0);
    }
}
