using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Meta;

/// <summary>
/// In the libraries a folder equals a namespace: <c>src/Adjoint/Data</c> is <c>Adjoint.Data</c>. Folders that are not named as a namespace sort its files, as <c>src/Adjoint/Data/Images</c>
/// does, so that users have few namespaces and readers small folders.
/// </summary>
public sealed partial class LibraryFoldersTests
{
    [Fact]
    public void A_file_s_namespace_is_the_innermost_that_its_folders_name()
    {
        var misplaced = Misplaced([.. Repository.Files("src", "*.cs")
        .Where(static path => !Repository.Relative(path).Contains("/templates/", StringComparison.Ordinal))
        .Select(static path => (Repository.Relative(path)["src/".Length..], File.ReadAllText(path)))]).ToList();
        Assert.True(misplaced.Count == 0, "Move these to a folder of their namespace: " + string.Join(", ", misplaced));
    }

    [Theory]
    [InlineData("Adjoint/Data/New.cs", "Adjoint.Data", true)]
    [InlineData("Adjoint/Data/Images/New.cs", "Adjoint.Data", true)]
    [InlineData("Adjoint/Networks/New.cs", "Adjoint", true)]
    [InlineData("Adjoint/New.cs", "Adjoint", true)]
    [InlineData("Adjoint.Training/Metrics/New.cs", "Adjoint.Training", true)]
    [InlineData("Adjoint/Data/Images/New.cs", "Adjoint", false)]
    [InlineData("Adjoint/Networks/New.cs", "Adjoint.Data", false)]
    [InlineData("Adjoint/Networks/New.cs", "Adjoint.Layers", false)]
    [InlineData("Adjoint/Training/New.cs", "Adjoint", false)]
    [InlineData("Adjoint/DataSets/New.cs", "Adjoint", true)]
    [InlineData("Adjoint/2.Data/New.cs", "Adjoint.Data", true)]
    [InlineData("Adjoint/2.Data/New.cs", "Adjoint", false)]
    public void A_misplaced_file_is_recognised(string path, string name, bool isInPlace)
    {
        (string, string)[] others = [("Adjoint/A.cs", "namespace Adjoint;"), ("Adjoint/Data/B.cs", "namespace Adjoint.Data;"), ("Adjoint.Training/C.cs", "namespace Adjoint.Training;")];
        Assert.Equal(isInPlace, !Misplaced([.. others, (path, $"using System;\n\nnamespace {name};\n")]).Any());
    }

    private static IEnumerable<string> Misplaced(IReadOnlyList<(string Path, string Text)> sources)
    {
        // A file of attributes or aliases alone declares nothing, and so is in no namespace.
        var declared = sources.Select(static source => (source.Path, Name: Namespace().Match(source.Text) is { Success: true } match ? match.Groups[1].Value : null))
            .Where(static source => source.Name is not null).ToList();
        var names = declared.Select(static source => source.Name!).Distinct().OrderByDescending(static name => name.Length).ToList();
        return declared.Where(source => source.Name != names.FirstOrDefault(name => Number().Replace(source.Path, "").Replace('/', '.').StartsWith(name + ".", StringComparison.Ordinal)))
            .Select(static source => $"{source.Path} ({source.Name})");
    }

    /// <summary>The number of a stage, before the name of its folder.</summary>
    [GeneratedRegex(@"(?<=/)\d+\.")]
    private static partial Regex Number();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
