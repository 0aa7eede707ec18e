using System.Runtime.CompilerServices;

namespace Adjoint.Tests.Harness;

/// <summary>The working tree that the tests were compiled from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Dsl.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path in the working tree.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

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
