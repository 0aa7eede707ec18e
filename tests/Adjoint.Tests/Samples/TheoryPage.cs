using System.Globalization;
using System.Xml.Linq;
using Adjoint.Tests.Files;

namespace Adjoint.Tests.Samples;

/// <summary>What a page of samples/Theory has said and drawn.</summary>
internal sealed class TheoryPage
{
    private readonly Dictionary<string, double> numbers = new(StringComparer.Ordinal);
    private readonly XDocument figure;
    private readonly string output;

    private TheoryPage(string output, XDocument figure)
    {
        (this.output, this.figure) = (output, figure);
        foreach (var line in output.Split('\n', StringSplitOptions.TrimEntries).Where(static line => line.Contains(": ", StringComparison.Ordinal)))
        {
            var colon = line.LastIndexOf(": ", StringComparison.Ordinal);
            if (double.TryParse(line[(colon + 2)..], CultureInfo.InvariantCulture, out var number))
                numbers.Add(line[..colon], number);
        }
    }

    /// <summary>The number with this label.</summary>
    public double this[string label] => numbers.TryGetValue(label, out var number) ? number : throw new InvalidOperationException($"Nothing is called '{label}' in:\n{output}");

    /// <summary>Runs a page.</summary>
    public static async Task<TheoryPage> Run(string name)
    {
        using var scratch = new ScratchDirectory();
        var run = (await SampleProgram.Run("Theory", name, Path.GetDirectoryName(scratch.File("x"))!)).Succeeded();
        Assert.Equal([$"{name}.svg"], scratch.Names);
        var text = await File.ReadAllTextAsync(scratch.File($"{name}.svg"));
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        return new TheoryPage(run.Output, XDocument.Parse(text));
    }

    /// <summary>How many marks of a kind the figure has.</summary>
    public int Marks(string kind) => figure.Root!.Elements().Count(mark => mark.Name.LocalName == kind);

    /// <summary>Requires that a number is below a bound, and that what misses the claim is above another.</summary>
    public void Holds(string claim, double most, string baseline, double least)
    {
        Assert.True(this[claim] <= most, $"'{claim}' is above {most}.\n{output}");
        Assert.True(this[baseline] >= least, $"'{baseline}' is below {least}, and so misses nothing.\n{output}");
    }

    /// <summary>Requires that a number is near another one.</summary>
    public void IsNear(double expected, string label, double tolerance) => Assert.True(Math.Abs(this[label] - expected) <= tolerance, $"'{label}' is not {expected} ± {tolerance}.\n{output}");
}
