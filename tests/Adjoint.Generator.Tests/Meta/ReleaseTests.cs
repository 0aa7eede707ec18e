using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;
using Adjoint.Generator.Emit;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Meta;

/// <summary>The parts of docs/release.md that a program can check.</summary>
public sealed partial class ReleaseTests
{
    /// <summary>Only generated code calls these; completion in a user's program must not offer them.</summary>
    [Fact]
    public void Types_for_generated_code_are_hidden_from_completion()
    {
        var types = typeof(LayerAttribute).Assembly.GetExportedTypes().Where(static type => type.Namespace == "Adjoint.Runtime" && !type.IsNested).ToList();
        Assert.NotEmpty(types);
        Assert.Equal([], types.Where(static type => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never).Select(static type => type.Name));
    }

    [Fact]
    public void Generated_code_names_the_version_of_the_tree()
    {
        var version = Version().Match(File.ReadAllText(Repository.PathOf("Directory.Build.props"))).Groups[1].Value;
        Assert.Contains($"\"{version}\"", GeneratedFile.Attribute, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Adjoint")]
    [InlineData("Adjoint.Training")]
    [InlineData("Adjoint.Mpi")]
    [InlineData("Adjoint.Tool")]
    [InlineData("Adjoint.Templates")]
    public void A_package_has_a_description_tags_and_a_readme(string name)
    {
        var project = File.ReadAllText(Repository.PathOf("src", name, $"{name}.csproj"));
        Assert.All(["<Description>", "<PackageTags>", "<PackageReadmeFile>README.md<"], property => Assert.Contains(property, project, StringComparison.Ordinal));
        Assert.True(File.Exists(Repository.PathOf("src", name, "README.md")));
    }

    [GeneratedRegex("<Version>(.+)</Version>")]
    private static partial Regex Version();
}
