namespace Adjoint.Training.Tests.Harness;

/// <summary>A directory of its own for one test, gone at the end.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("adjoint-tests-");

    public string Path => directory.FullName;

    /// <summary>The names of what lies in it, sorted.</summary>
    public string[] Names => [.. directory.GetFileSystemInfos().Select(static entry => entry.Name).Order(StringComparer.Ordinal)];

    public string File(string name) => System.IO.Path.Combine(directory.FullName, name);

    public void Dispose() => directory.Delete(recursive: true);
}
