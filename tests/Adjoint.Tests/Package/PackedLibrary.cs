using System.Globalization;
using Adjoint.Tests.Harness;

namespace Adjoint.Tests.Package;

/// <summary>
/// The packages as a user gets them: packed once, into a folder that is a package source, under a version that no cache has seen. The build has
/// output folders of its own, so that it meets no other build of the tree.
/// </summary>
public sealed class PackedLibrary : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("adjoint-package-");
    private readonly string[] packages;

    public PackedLibrary()
        : this("Adjoint", "Adjoint.Training")
    {
    }

    internal PackedLibrary(params string[] packages)
    {
        this.packages = packages;
        foreach (var package in packages)
        {
            ChildProcess.Sdk(
                Repository.PathOf("src", package),
                ["pack", "-c", "Release", "--artifacts-path", PathOf("build"), "-o", PathOf("source"), $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true", "-warnaserror"])
                .Succeeds();
        }
    }

    /// <summary>A version that is this run's only.</summary>
    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow.Ticks}");

    /// <summary>The file of a package.</summary>
    public string FileOf(string package) => Path.Combine(PathOf("source"), $"{package}.{Version}.nupkg");

    /// <summary>A new folder in which the packages can be had.</summary>
    public string NewFolder(string name)
    {
        var path = Directory.CreateDirectory(PathOf(name)).FullName;
        System.IO.File.WriteAllText(Path.Combine(path, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="the packages under test" value="{PathOf("source")}" />
              </packageSources>
            </configuration>
            """);
        return path;
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        // NuGet's cache has unpacked them; nobody will ask for this version again.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var package in packages)
        {
            // Its folders are in lower case.
            var unpacked = new DirectoryInfo(Path.Combine(cache, package.ToLowerInvariant(), Version));
            if (unpacked.Exists)
                unpacked.Delete(recursive: true);
        }
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
