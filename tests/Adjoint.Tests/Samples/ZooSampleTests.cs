using System.Globalization;

namespace Adjoint.Tests.Samples;

/// <summary>The zoo prints what is known of its networks; none of them is run.</summary>
public sealed class ZooSampleTests
{
    [Fact]
    public async Task All_networks_are_listed_as_in_the_readme()
    {
        var lines = (await SampleProgram.Run("Zoo")).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        var readme = await File.ReadAllLinesAsync(Harness.Repository.PathOf("samples", "Zoo", "README.md"));
        Assert.Equal(14, lines.Length);
        Assert.All(lines, line =>
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.Contains(readme, row => row.StartsWith($"| `{words[0]}` |", StringComparison.Ordinal) && row.Contains($"| {words[1]} | {words[2]} |", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_table_adds_up()
    {
        var lines = (await SampleProgram.Run("Zoo", "mgnet")).Succeeded().Output.Split('\n');
        Assert.Equal("MgNet", lines[0].Trim());
        // Statistics and shared tensors are easily counted too often. A line has four columns where a layer has parameters of its own.
        var parameters = lines.Select(Columns).Where(columns => columns.Length == 4).Sum(columns => int.Parse(columns[2], NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        var total = Columns(lines.Single(line => line.StartsWith("total", StringComparison.Ordinal)));
        Assert.Equal(["131,306", "115,254,410"], total[1..]);
        Assert.Equal(131_306, parameters);
    }

    [Fact]
    public async Task A_network_that_there_is_not_is_answered_with_those_that_there_are()
    {
        var run = await SampleProgram.Run("Zoo", "ResNet51");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("LeNet5, AlexNet, Vgg19, GoogLeNet, ResNet18", run.Errors, StringComparison.Ordinal);
    }

    private static string[] Columns(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
