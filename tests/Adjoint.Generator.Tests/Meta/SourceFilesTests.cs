using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Meta;

/// <summary>Habits that every file of the tree keeps.</summary>
public sealed partial class SourceFilesTests
{
    private const int MostLines = 400;

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        var sources = Sources();
        var tooLong = sources.Select(path => (path, lines: LineCount(File.ReadAllText(path)))).Where(file => file.lines > MostLines).ToList();
        Assert.True(tooLong.Count == 0, "Split these: " + string.Join(", ", tooLong.Select(file => $"{Repository.Relative(file.path)} ({file.lines} lines)")));
    }

    [Fact]
    public void No_test_is_skipped()
    {
        var skipping = Sources().Where(path => SkippedTest().IsMatch(File.ReadAllText(path))).Select(Repository.Relative).ToList();
        Assert.True(skipping.Count == 0, "A test that does not run proves nothing; mend or delete those skipped in: " + string.Join(", ", skipping));
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

    [GeneratedRegex(@"\.(verified|received)\.")]
    private static partial Regex Snapshot();

    [GeneratedRegex(@"\[[^\]\n]*\bSkip\s*=[^=]")]
    private static partial Regex SkippedTest();
}
