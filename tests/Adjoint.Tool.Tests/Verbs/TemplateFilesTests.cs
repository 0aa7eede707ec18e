using System.Text.Json;
using Adjoint.Tests.Harness;

namespace Adjoint.Tool.Tests.Verbs;

/// <summary>What templates say of themselves; that they build and train, <see cref="TemplatesProgram"/> tries.</summary>
public sealed class TemplateFilesTests
{
    public static TheoryData<string> Templates => [.. Directory.GetDirectories(Repository.PathOf("src", "Adjoint.Templates", "templates")).Select(static folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_asks_for_this_version_and_renames_its_project(string name)
    {
        var folder = Repository.PathOf("src", "Adjoint.Templates", "templates", name);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, ".template.config", "template.json")));
        var source = json.RootElement.GetProperty("sourceName").GetString()!;
        Assert.Equal(name, json.RootElement.GetProperty("shortName").GetString());
        Assert.Equal(typeof(INetwork).Assembly.GetName().Version!.ToString(3), json.RootElement.GetProperty("symbols").GetProperty("adjoint-version").GetProperty("defaultValue").GetString());
        var project = File.ReadAllText(Path.Combine(folder, source + ".csproj"));
        Assert.Contains("Include=\"Adjoint.Training\" Version=\"ADJOINT-VERSION\"", project, StringComparison.Ordinal);
        Assert.Contains($"namespace {source};", File.ReadAllText(Path.Combine(folder, "Network.cs")), StringComparison.Ordinal);
        Assert.Contains($"using {source};", File.ReadAllText(Path.Combine(folder, "Program.cs")), StringComparison.Ordinal);
        Assert.Contains($"`{name}`", File.ReadAllText(Repository.PathOf("src", "Adjoint.Templates", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_verb_is_on_the_page_of_the_tool_and_the_page_asks_for_this_version()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "tool.md"));
        Assert.Contains($"#:package Adjoint.Training@{typeof(INetwork).Assembly.GetName().Version!.ToString(3)}\n", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var output = new StringWriter();
        Commands.Tool.Run(["--help"], output, TextWriter.Null);
        var verbs = output.ToString().Split("Commands:")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static line => line.Split(' ')[0]);
        Assert.All(verbs, verb => Assert.Contains($"`adjoint {verb} ", page, StringComparison.Ordinal));
    }
}
