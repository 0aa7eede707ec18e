using System.Reflection;
using System.Text;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>The approved files of one test: <c>TestClass.TestMethod#hint.verified.cs</c>, or <c>.verified.txt</c> for a plain text.</summary>
internal sealed class ApprovedFiles(string directory, string testName)
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>Compares with one file, or writes it when <paramref name="approve"/> is set; says what differs, or null.</summary>
    public string? Compare(string suffix, string received, bool approve)
    {
        var path = Path.Combine(directory, testName + suffix);
        var receivedPath = Path.Combine(directory, testName + suffix.Replace(".verified.", ".received.", StringComparison.Ordinal));
        used.Add(Path.GetFileName(path));
        received = Normalised(received);
        var approved = File.Exists(path) ? Normalised(File.ReadAllText(path)) : null;
        if (approved == received || approve)
        {
            File.Delete(receivedPath);
            if (approved != received)
                Write(path, received);
            return null;
        }
        Write(receivedPath, received);
        var verdict = approved is null ? "is not approved yet" : "differs";
        return $"{Path.GetFileName(path)} {verdict}; the test received {Repository.Relative(receivedPath)}\n{TextDiff.Of(approved ?? "", received)}\n";
    }

    /// <summary>Says which approved files the test no longer writes, or deletes them when <paramref name="approve"/> is set.</summary>
    public string? RemoveUnused(bool approve)
    {
        var unused = In(directory).Where(path => IsOfTest(Path.GetFileName(path)) && !used.Contains(Path.GetFileName(path))).ToList();
        if (unused.Count == 0)
            return null;
        if (!approve)
            return $"Approved, but no longer generated: {string.Join(", ", unused.Select(Path.GetFileName))}\n";
        unused.ForEach(File.Delete);
        return null;
    }

    /// <summary>The approved files in a folder that no test method of <paramref name="tests"/> would read.</summary>
    public static IReadOnlyList<string> Orphans(string directory, Assembly tests)
    {
        var methods = tests.GetTypes()
            .SelectMany(type => type.GetMethods(), (type, method) => (type, method))
            .Where(each => each.method.IsDefined(typeof(FactAttribute), inherit: true))
            .Select(each => (Name: $"{each.type.Name}.{each.method.Name}", HasCases: each.method.GetParameters().Length > 0))
            .ToList();
        return [.. In(directory).Select(path => Path.GetFileName(path)).Where(file => !methods.Exists(test => Belongs(file, test.Name, test.HasCases)))];
    }

    private static IEnumerable<string> In(string directory) =>
        Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*.verified.*").Order(StringComparer.Ordinal) : [];

    private bool IsOfTest(string file) => Belongs(file, testName, hasCases: false);

    private static bool Belongs(string file, string test, bool hasCases) =>
        file.StartsWith(test + "#", StringComparison.Ordinal)
        || file.StartsWith(test + ".verified.", StringComparison.Ordinal)
        || (hasCases && file.StartsWith(test + "_", StringComparison.Ordinal));

    private static string Normalised(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimStart('\ufeff');

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, Encoding);
    }
}
