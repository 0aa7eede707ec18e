using System.Globalization;
using System.Text.RegularExpressions;

namespace Adjoint.Tests.Samples;

/// <summary>The samples that learn from games and rewards.</summary>
public sealed partial class GamesSampleTests
{
    /// <summary>Half a minute of self-play: the network wins where the search alone loses.</summary>
    [Fact]
    [Trait("Set", "Slow")]
    public async Task Connect_Four_is_learnt_from_nothing()
    {
        var run = (await SampleProgram.Run("ConnectFour", "--small")).Succeeded();
        var (untrained, trained) = (Wins(run.Output, "Untrained, with the same search,"), Wins(run.Output, "Trained"));
        Assert.True(untrained <= 25 && trained >= 30 && trained >= untrained + 15, run.Output);
        var elo = Ratings().Matches(run.Output).ToDictionary(static m => m.Groups[1].Value, static m => Parse(m.Groups[2]));
        Assert.Equal(0, elo["random"]);
        Assert.True(elo["trained"] > elo["untrained"] + 100 && elo["alpha-beta 2"] > elo["alpha-beta 1"], run.Output);
    }

    [Fact]
    [Trait("Set", "Slow")]
    public async Task The_same_seed_plays_and_learns_the_same_on_any_number_of_threads()
    {
        var sums = new List<string>();
        foreach (var arguments in new[] { (string[])["--threads", "1"], ["--threads", "3"], ["--seed", "2"] })
            sums.Add(Sum().Match((await SampleProgram.Run("ConnectFour", ["--small", "--no-matches", "--rounds", "1", .. arguments])).Succeeded().Output).Groups[1].Value);
        Assert.Equal(sums[0], sums[1]);
        Assert.NotEqual(sums[0], sums[2]);
    }

    [Fact, Trait("Set", "Slow")]
    public async Task A_pole_is_balanced_by_three_ways_to_learn()
    {
        var run = (await SampleProgram.Run("Agents", "cartpole")).Succeeded();
        Assert.True(Drawn(run.Output) < 50, run.Output);
        foreach (var (name, learnt, untrained) in Learnt(run.Output))
            Assert.True(learnt >= 475 && untrained < 100, $"{name}\n{run.Output}");
    }

    [Fact, Trait("Set", "Slow")]
    public async Task Lanes_are_changed_for_speed()
    {
        var run = (await SampleProgram.Run("Agents", "traffic")).Succeeded();
        var faster = Parse(Regex.Match(run.Output, @"always faster\s+([\d.]+)").Groups[1]);
        foreach (var (name, learnt, untrained) in Learnt(run.Output))
            Assert.True(learnt >= faster + 8 && learnt >= untrained + 8, $"{name}\n{run.Output}");
    }

    [Fact]
    public async Task What_the_programs_do_not_understand_they_say()
    {
        foreach (var (program, argument, help) in new[] { ("ConnectFour", "--round", "ConnectFour [--small]"), ("Agents", "chess", "Agents [cartpole|traffic]") })
        {
            var run = await SampleProgram.Run(program, argument);
            Assert.Equal(2, run.ExitCode);
            Assert.StartsWith(help, run.Errors, StringComparison.Ordinal);
        }
    }

    private static int Wins(string output, string player) =>
        int.Parse(Regex.Match(output, $@"^{Regex.Escape(player)} it wins (\d+) of 100", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);

    private static double Drawn(string output) => Parse(Regex.Match(output, @"drawn actions\s+([\d.]+)").Groups[1]);

    private static IReadOnlyList<(string Name, double Learnt, double Untrained)> Learnt(string output)
    {
        var all = Results().Matches(output).Select(static m => (m.Groups[1].Value, Parse(m.Groups[2]), Parse(m.Groups[3]))).ToList();
        Assert.Equal(["REINFORCE with a baseline", "PPO", "Q-learning"], all.Select(static result => result.Value));
        return all;
    }

    private static double Parse(Capture text) => double.Parse(text.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^  (\S[^\d]*?)\s+([\d.]+)   untrained\s+([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Results();

    [GeneratedRegex(@"^  (\S[\w -]*?)\s+(-?\d+)  ▇*\r?$", RegexOptions.Multiline)]
    private static partial Regex Ratings();

    [GeneratedRegex(@"The sum of all parameters is (\S+)\.")]
    private static partial Regex Sum();
}
