namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Files for readers that take a path, in memory where the system has such a folder.</summary>
internal static class Scratch
{
    private static readonly string root = Create();

    /// <summary>Writes a file, over the one that was there; returns its path.</summary>
    public static string File(string name, byte[] content)
    {
        var path = Path.Combine(root, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A folder that is there.</summary>
    public static string Folder(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    private static string Create()
    {
        var folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"adjoint-fuzz-{Environment.ProcessId}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        };
        return Directory.CreateDirectory(folder).FullName;
    }
}
