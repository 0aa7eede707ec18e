using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Adjoint.Tests.Harness;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>The files that were once too much for a reader, a folder for each kind.</summary>
internal static partial class Corpus
{
    public static string Folder => Repository.PathOf("tests", "Adjoint.Tool.Tests", "Fuzz", "Corpus");

    /// <summary>All files of a kind.</summary>
    public static IEnumerable<string> Files(Target target)
    {
        var folder = Path.Combine(Folder, target.Name);
        return Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal) : [];
    }

    /// <summary>Keeps a file, under a name of what it does and of what it is.</summary>
    public static string Keep(Target target, Finding found, byte[] file)
    {
        var folder = Path.Combine(Folder, target.Name);
        Directory.CreateDirectory(folder);
        var words = Other().Replace(found.Kind.Split('(')[0].ToLowerInvariant().Replace("adjoint.", "", StringComparison.Ordinal), "-").Trim('-');
        var path = Path.Combine(folder, $"{(words.Length > 80 ? words[..80] : words)}-{Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 4))}");
        File.WriteAllBytes(path, file);
        return path;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();
}
