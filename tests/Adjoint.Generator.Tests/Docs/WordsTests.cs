using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>
/// Pages, the libraries' documentation and their messages are in plain English: words that readers of other languages must look up, or that English uses otherwise, do not come back.
/// </summary>
public sealed partial class WordsTests
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
        (Of(@"\bstands?\b(?! for\b)"), "is"),
        (Of(@"\bl(ies|ie|ay)\b"), "is"),
        (Of(@"\bhardly\b"), "probably not"),
        (Of(@"\banew\b"), "again"),
        (Of(@"\bcan(not)? be had\b"), "is available"),
        (Of(@"\bsome \d"), "about"),
        (Of(@"(?<!\b(there|where) )\b(is|are|was|were) no (?!longer|more\b)\w"), "is not a"),
        (Of(@"\band so no\b"), "so it has no"),
    ];

    /// <summary>What a page of prose can say in a sentence of its own; a line of documentation may need it.</summary>
    private static readonly (Regex Word, string Better)[] HabitsOfPages = [.. Habits, (Of(@"\bof which\b"), "a sentence of its own")];

    public static TheoryData<string> Pages =>
    [
        "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "generator/README.md", "docs/derivations/README.md",
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Concat(Repository.Files("samples", "README.md")).Concat(Repository.Files("src", "README.md")).Select(Repository.Relative),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_in_plain_English(string page)
    {
        var found = Found(MarkdownPage.WithoutCode(File.ReadAllText(Repository.PathOf(page))), HabitsOfPages).ToList();
        Assert.True(found.Count == 0, $"Write it more plainly in '{page}':\n{string.Join('\n', found)}");
    }

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Repository.PathOf("src")).Select(Repository.Relative).Where(static project => Repository.Files(project, "*.cs").Any())];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Documentation_and_messages_of_a_project_are_in_plain_English(string project)
    {
        var found = new List<string>();
        foreach (var path in Repository.Files(project, "*.cs"))
        {
            foreach (var (index, line) in File.ReadLines(path).Index())
                found.AddRange(Prose(line).SelectMany(static prose => Found(prose, Habits)).Select(habit => $"{Repository.Relative(path)}({index + 1}): {habit}"));
        }
        Assert.True(found.Count == 0, $"Write it more plainly:\n{string.Join('\n', found)}");
    }

    [Theory]
    [InlineData("The gradient stands behind it.", 2)]
    [InlineData("The gradient follows. `x lies`", 0)]
    [InlineData("```\nstands behind\n```\n", 0)]
    public void Words_are_found_outside_of_code(string text, int count) => Assert.Equal(count, Found(MarkdownPage.WithoutCode(text), HabitsOfPages).Count());

    [Theory]
    [InlineData("/// <summary>The rows lie behind it.</summary>", 2)]
    [InlineData("/// <c>behind</c> <see cref=\"Behind\"/>, where there is no row, and what it stands for", 0)]
    [InlineData("throw new ArgumentException($\"{rows} is no number of rows\");", 1)]
    [InlineData("var behind = \"behind\"; // it lies behind", 0)]
    public void Words_are_found_in_documentation_and_messages(string line, int count) => Assert.Equal(count, Prose(line).Sum(static prose => Found(prose, Habits).Count()));

    /// <summary>What a line of code says to a reader: its documentation without code, or its texts of some words.</summary>
    private static IEnumerable<string> Prose(string line)
    {
        var code = line.TrimStart();
        if (code.StartsWith("///", StringComparison.Ordinal))
            return [Markup().Replace(code[3..], "")];
        return code.StartsWith("//", StringComparison.Ordinal) ? [] : Text().Matches(code).Select(static match => match.Value).Where(static text => text.Count(static c => c == ' ') >= 3);
    }

    private static IEnumerable<string> Found(string prose, (Regex Word, string Better)[] habits) =>
        habits.SelectMany(habit => habit.Word.Matches(prose).Select(match => $"'{match.Value}': {habit.Better}"));

    [GeneratedRegex("<c>.*?</c>|<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"""(?:\\.|[^""\\])*""")]
    private static partial Regex Text();

    private static Regex Of(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
