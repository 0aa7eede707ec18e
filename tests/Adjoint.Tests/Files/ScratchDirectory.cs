namespace Adjoint.Tests.Files;

/// <summary>A directory of its own for one test, gone at the end.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("adjoint-tests-");

    /// <summary>The names of what lies in it, sorted.</summary>
    public string[] Names => [.. directory.GetFileSystemInfos().Select(static entry => entry.Name).Order(StringComparer.Ordinal)];

    /// <summary>The path of <paramref name="name"/> in it.</summary>
    public string File(string name) => Path.Combine(directory.FullName, name);

    /// <summary>Writes a file into it.</summary>
    public string Write(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    public void Dispose() => directory.Delete(recursive: true);
}
