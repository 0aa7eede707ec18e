using System.Runtime.CompilerServices;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>The working tree that the tests were compiled from.</summary>
internal static class Repository
{
    private static readonly string[] BuildFolders = ["bin", "obj", "artifacts", "node_modules", "TestResults"];

    /// <summary>The folder that holds Dsl.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path in the working tree.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Every file under <paramref name="folder"/> that fits <paramref name="pattern"/>, in ordinal order, without what builds leave behind.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        [.. Walk(PathOf(folder), pattern).Order(StringComparer.Ordinal)];

    /// <summary>A path as a reader of a failure knows it.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(string folder, string pattern)
    {
        if (!Directory.Exists(folder))
            return [];
        var below = Directory.EnumerateDirectories(folder).Where(IsSource).SelectMany(child => Walk(child, pattern));
        return Directory.EnumerateFiles(folder, pattern).Concat(below);
    }

    private static bool IsSource(string folder) => Path.GetFileName(folder) is var name && !name.StartsWith('.') && !BuildFolders.Contains(name);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Dsl.sln")))
                return folder;
        }
        throw new InvalidOperationException($"No folder above '{here}' holds Dsl.sln; run the tests in the tree that they were built in.");
    }
}
