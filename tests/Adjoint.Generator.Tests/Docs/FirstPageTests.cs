using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>The code of README.md: its program compiles as it is there, and the generated lines are those of its network.</summary>
public sealed partial class FirstPageTests
{
    [Fact]
    public void The_program_compiles_and_generates_the_lines_that_are_quoted()
    {
        var blocks = Block().Matches(File.ReadAllText(Repository.PathOf("README.md"))).Select(static match => match.Groups[1].Value).ToList();
        Assert.Equal(2, blocks.Count);
        var generated = GeneratorHarness.Run(blocks[0], new HarnessSettings { IsProgram = true }).Files.Select(static file => file.SourceText.ToString()).ToList();
        var quoted = Assert.Single(QuotedCode.Pieces($"```csharp\n{blocks[1]}```\n"));
        Assert.Contains(generated, source => QuotedCode.Stands(quoted, source));
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
