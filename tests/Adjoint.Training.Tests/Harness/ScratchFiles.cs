namespace Adjoint.Training.Tests.Harness;

/// <summary>Files for a test.</summary>
internal static class ScratchFiles
{
    /// <summary>Writes a file and gives its path.</summary>
    public static string Write(this ScratchDirectory directory, string name, byte[] content)
    {
        var path = directory.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }
}
