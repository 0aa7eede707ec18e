using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>Pages are in plain English: words that readers of other languages must look up, or that English uses otherwise, do not come back.</summary>
public sealed class WordsTests
{
    /// <summary>A word, and what to write.</summary>
    private static readonly (Regex Word, string Better)[] Habits =
    [
        (Of(@"told right"), "classified correctly"),
        (Of(@"\bmend(s|ed|ing)?\b"), "fix"),
        (Of(@"\bone's own\b"), "your own"),
        (Of(@"\bhand(s|ed)? on\b"), "pass"),
        (Of(@"\bso many\b"), "the number"),
        (Of(@"\bbehind\b"), "after"),
        (Of(@"\bbeside\b"), "next to, compared with"),
        (Of(@"\bstands?\b"), "is"),
        (Of(@"\bl(ies|ie|ay)\b"), "is"),
        (Of(@"\bhardly\b"), "probably not"),
        (Of(@"\banew\b"), "again"),
        (Of(@"\bcan(not)? be had\b"), "is available"),
        (Of(@"\bsome \d"), "about"),
        (Of(@"\bof which\b"), "a sentence of its own"),
    ];

    public static TheoryData<string> Pages =>
    [
        "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "generator/README.md", "docs/derivations/README.md",
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Concat(Repository.Files("samples", "README.md")).Concat(Repository.Files("src", "README.md")).Select(Repository.Relative),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_in_plain_English(string page)
    {
        var found = Found(File.ReadAllText(Repository.PathOf(page))).ToList();
        Assert.True(found.Count == 0, $"Write it more plainly in '{page}':\n{string.Join('\n', found)}");
    }

    [Theory]
    [InlineData("The gradient stands behind it.", 2)]
    [InlineData("The gradient follows. `x lies`", 0)]
    [InlineData("```\nstands behind\n```\n", 0)]
    public void Words_are_found_outside_of_code(string text, int count) => Assert.Equal(count, Found(text).Count());

    private static IEnumerable<string> Found(string text)
    {
        var prose = MarkdownPage.WithoutCode(text);
        return Habits.SelectMany(habit => habit.Word.Matches(prose).Select(match => $"'{match.Value}': {habit.Better}"));
    }

    private static Regex Of(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
