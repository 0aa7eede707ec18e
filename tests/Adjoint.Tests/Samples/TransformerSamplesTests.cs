using System.Globalization;
using System.Text.RegularExpressions;

namespace Adjoint.Tests.Samples;

/// <summary>The samples whose networks are transformers.</summary>
public sealed partial class TransformerSamplesTests
{
    [Fact, Trait("Set", "Slow")]
    public async Task Gpt_learns_a_text_and_writes_on()
    {
        var run = (await SampleProgram.Run("Gpt", "--steps", "500", "--length", "120", "--seed", "2")).Succeeded();
        var losses = HeldOut().Matches(run.Output).Select(static match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(5, losses.Count);
        Assert.True(losses[^1] < 2.2 && losses[^1] < losses[0] - 0.5 && losses[^1] > 1.2, run.Output);
        Assert.Contains("We the People", run.Output, StringComparison.Ordinal);
        Assert.Contains("120 letters", run.Output, StringComparison.Ordinal);
    }

    /// <summary>The answers are certain: what is left is what the network gets wrong.</summary>
    [Fact]
    public async Task Gpt_reverses_words_without_an_error()
    {
        var run = (await SampleProgram.Run("Gpt", "--task", "reversal", "--steps", "500")).Succeeded();
        Assert.True(Count(run.Output) >= 490, run.Output);
    }

    [Fact]
    public async Task Gpt_says_what_it_does_not_understand()
    {
        var unknown = await SampleProgram.Run("Gpt", "--sise", "small");
        Assert.Equal((2, true), (unknown.ExitCode, unknown.Errors.Contains("--size", StringComparison.Ordinal)));
        var missing = await SampleProgram.Run("Gpt", "--text", "no such file");
        Assert.Equal((1, true), (missing.ExitCode, missing.Errors.Contains("'no such file' cannot be read", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Sort_sorts_rows_that_it_has_not_seen()
    {
        var run = (await SampleProgram.Run("Sort", "600")).Succeeded();
        Assert.True(Count(run.Output) >= 450, run.Output);
    }

    private static int Count(string output) => int.Parse(Right().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"held out (\d+\.\d+)")]
    private static partial Regex HeldOut();

    [GeneratedRegex(@"(\d+) of 500 new")]
    private static partial Regex Right();
}
