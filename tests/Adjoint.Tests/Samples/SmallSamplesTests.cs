using System.Globalization;
using System.Text.RegularExpressions;

namespace Adjoint.Tests.Samples;

/// <summary>The samples that print what they have learnt and end.</summary>
public sealed partial class SmallSamplesTests
{
    [Fact]
    public async Task Inspect_tells_the_flowers_apart()
    {
        var run = (await SampleProgram.Run("Inspect")).Succeeded();
        Assert.Contains("total                         67            131", run.Output);
        var shares = Numbers(run.Output.Split('\n').Single(line => line.Contains("are told apart", StringComparison.Ordinal)));
        Assert.True(shares[0] >= 97 && shares[2] >= 93, run.Output);
    }

    [Fact]
    public async Task Cifar_learns_from_synthetic_pictures_and_says_that_they_are()
    {
        var run = (await SampleProgram.Run("Cifar", "-", "2")).Succeeded();
        Assert.Contains("2,000 pictures to learn from, 500 to be tested on: synthetic pictures of ten shapes, NOT CIFAR-10", run.Output, StringComparison.Ordinal);
        var share = Numbers(run.Output.Split('\n').Single(line => line.Contains("are told right", StringComparison.Ordinal)))[0];
        Assert.True(share >= 25, run.Output);
    }

    [Fact]
    public async Task TicTacToe_is_played_without_a_mistake()
    {
        var lines = (await SampleProgram.Run("TicTacToe")).Succeeded().Output.Split('\n');
        var shares = Numbers(lines.Single(line => line.StartsWith("A best move", StringComparison.Ordinal)));
        Assert.True(shares[0] >= 99.9 && shares[1] >= 99, string.Join('\n', lines));
        var games = lines.Where(line => line.StartsWith("Moving ", StringComparison.Ordinal)).Select(Numbers).ToList();
        Assert.Equal(2, games.Count);
        Assert.All(games, ends => Assert.True(ends[0] > 50 && ends[2] == 0, string.Join('\n', lines)));
    }

    [Fact]
    public async Task Linear_regression_finds_the_line_of_least_squares()
    {
        var lines = await Section("Linear regression");
        var (found, exact) = (Numbers(lines[1]), Numbers(lines[2]));
        Assert.True(Math.Abs(found[0] - exact[0]) < 1e-4 && Math.Abs(found[1] - exact[1]) < 1e-4, string.Join('\n', lines));
        Assert.True(Math.Abs(exact[0] - 3) < 0.02 && Math.Abs(exact[1] + 2) < 0.02, string.Join('\n', lines));
    }

    [Fact]
    public async Task Logistic_regression_finds_the_probabilities()
    {
        var lines = await Section("Logistic regression");
        var weights = Regex.Match(lines[1], @"σ\(([\d.]+) x₁ − ([\d.]+) x₂ \+ ([\d.]+)\)").Groups.Values.Skip(1).Select(Parse).ToArray();
        Assert.True(Math.Abs(weights[0] - 2) < 0.15 && Math.Abs(weights[1] - 1) < 0.15 && Math.Abs(weights[2] - 0.5) < 0.15, string.Join('\n', lines));
        Assert.True(Numbers(lines[2])[0] < 1e-4, string.Join('\n', lines));
    }

    [Fact]
    public async Task The_support_vector_machine_finds_the_widest_margin()
    {
        var lines = await Section("Linear support vector machine");
        Assert.Contains("200 of 200", lines[1]);
        var (margin, widest) = (Numbers(lines[2])[0], Numbers(lines[2])[1]);
        Assert.True(Math.Abs(margin - widest) <= 0.02 && widest == 2, string.Join('\n', lines));
    }

    [Fact]
    public async Task Exclusive_or_is_learnt()
    {
        var lines = await Section("Exclusive or");
        Assert.All(lines[1..5], line =>
        {
            var numbers = Numbers(line);
            Assert.True(numbers[2] == (numbers[0] != numbers[1] ? 1 : 0) && Math.Abs(numbers[2] - numbers[3]) < 0.02, line);
        });
    }

    /// <summary>The lines that Classics prints of one model, its title first.</summary>
    private static async Task<string[]> Section(string title)
    {
        var run = (await SampleProgram.Run("Classics")).Succeeded();
        return [.. run.Output.Split('\n').SkipWhile(line => !line.StartsWith(title, StringComparison.Ordinal)).Take(5)];
    }

    private static double[] Numbers(string line) => [.. Number().Matches(line).Select(Parse)];

    private static double Parse(Capture text) => double.Parse(text.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?\d+(\.\d+)?(e[-+]\d+)?")]
    private static partial Regex Number();
}
