using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Meta;

/// <summary>Habits that every file of the tree keeps.</summary>
public sealed partial class SourceFilesTests
{
    private const int MostLines = 400;
    private const int MostColumns = 200;

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        var sources = Sources();
        var tooLong = sources.Select(path => (path, lines: LineCount(File.ReadAllText(path)))).Where(file => file.lines > MostLines).ToList();
        Assert.True(tooLong.Count == 0, "Split these: " + string.Join(", ", tooLong.Select(file => $"{Repository.Relative(file.path)} ({file.lines} lines)")));
    }

    [Fact]
    public void No_line_of_code_is_longer_than_200_columns()
    {
        string[] folders = ["src", "generator", "samples", "tests"];
        var tooLong = folders.SelectMany(static folder => Repository.Files(folder, "*.cs")).Where(static path => !Snapshot().IsMatch(path) && !path.Contains("Corpus", StringComparison.Ordinal))
            .SelectMany(static path => LongLines(File.ReadAllText(path)).Select(line => $"{Repository.Relative(path)}({line})")).ToList();
        Assert.True(tooLong.Count == 0, $"Break these lines after {MostColumns} columns at most: {string.Join(", ", tooLong)}");
    }

    [Theory]
    [InlineData(200, "#", "")]
    [InlineData(201, "#", "1")]
    [InlineData(201, "\"#\"", "")]
    [InlineData(201, "\"\"\"\n#\n\"\"\"", "")]
    [InlineData(201, "a\n\"\"\"\nb\n\"\"\"\n#", "5")]
    public void Strings_do_not_count_as_columns_of_code(int columns, string text, string lines) =>
        Assert.Equal(lines, string.Join(' ', LongLines(text.Replace("#", new string('x', columns), StringComparison.Ordinal))));

    [Fact]
    public void No_test_is_skipped()
    {
        var skipping = Sources().Where(path => SkippedTest().IsMatch(File.ReadAllText(path))).Select(Repository.Relative).ToList();
        Assert.True(skipping.Count == 0, "A test that does not run proves nothing; fix or delete those skipped in: " + string.Join(", ", skipping));
    }

    [Fact]
    public void The_tree_is_found_and_read()
    {
        var sources = Sources().Select(Repository.Relative).ToList();
        Assert.Contains("generator/Adjoint.Generator/6.Emit/CodeWriter.cs", sources);
        Assert.Contains("src/Adjoint/Runtime/Parameters/ParameterBlock.cs", sources);
        Assert.Contains("tests/Adjoint.Generator.Tests/Meta/SourceFilesTests.cs", sources);
        Assert.DoesNotContain(sources, path => path.Contains("/obj/", StringComparison.Ordinal) || path.Contains(".verified.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("one", 1)]
    [InlineData("one\n", 1)]
    [InlineData("one\ntwo", 2)]
    public void Lines_are_counted_as_an_editor_counts_them(string text, int lines) => Assert.Equal(lines, LineCount(text));

    [Theory]
    [InlineData("[Fact(#)]", true)]
    [InlineData("[Theory(DisplayName = \"x\", #)]", true)]
    [InlineData("[InlineData(1, #)]", true)]
    [InlineData("[Fact] void Rows_skip() { var x = rows.Skip(1); }", false)]
    public void A_skipped_test_is_recognised(string text, bool isSkipped) =>
        Assert.Equal(isSkipped, SkippedTest().IsMatch(text.Replace("#", "Skip" + " = \"later\"", StringComparison.Ordinal)));

    private static IReadOnlyList<string> Sources() => [.. Repository.Files("", "*.cs").Where(path => !Snapshot().IsMatch(path))];

    private static int LineCount(string text) => text.Length == 0 ? 0 : text.TrimEnd('\n').Count(character => character == '\n') + 1;

    /// <summary>The numbers of the lines whose code is too long, its strings left out.</summary>
    private static IEnumerable<int> LongLines(string text)
    {
        var isText = false;
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var begins = !isText;
            isText ^= RawQuotes().Count(line) % 2 == 1;
            if (begins && !isText && line.Length > MostColumns && Literal().Replace(line, "").Length > MostColumns)
                yield return index + 1;
        }
    }

    [GeneratedRegex("\"{3,}")]
    private static partial Regex RawQuotes();

    [GeneratedRegex("""(?<quotes>"{3,}).*?\k<quotes>|"(?:\\.|[^"\\])*["]""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\.(verified|received)\.")]
    private static partial Regex Snapshot();

    [GeneratedRegex(@"\[[^\]\n]*\bSkip\s*=[^=]")]
    private static partial Regex SkippedTest();
}
