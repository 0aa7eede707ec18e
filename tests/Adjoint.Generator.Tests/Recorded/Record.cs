using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Recorded;

/// <summary>The results that were computed once, a line each: what was computed, the vectors that it was computed with, and its hash.</summary>
internal static class Record
{
    private static readonly Lock Writing = new();

    /// <summary>What was added where no machine with these vectors was at hand: whoever has one records it, and takes it from here.</summary>
    private static readonly string[] Awaited = [];

    private static string Path => Repository.PathOf("tests", "Golden", "results.txt");

    /// <summary>The vectors in use. Their width decides the order of sums, and fused multiply-adds round once where others round twice.</summary>
    private static string Vectors => Avx512F.IsSupported ? "512" : Avx2.IsSupported ? "256" : Sse41.IsSupported ? "128" : Vector128.IsHardwareAccelerated ? "other" : "none";

    /// <summary>With narrower vectors, the networks that the other witnesses run there: those whose sizes are whole vectors and one more.</summary>
    public static bool Includes(string declaration) =>
        Vectors == "512" || declaration.Contains("33", StringComparison.Ordinal) || declaration.Contains("17", StringComparison.Ordinal);

    /// <summary>Compares a result with the one that was recorded, or records it. Vectors that no record was made with (Arm's) have nothing to be compared with.</summary>
    public static void Require(string what, ResultHash found)
    {
        var (key, hash) = ($"{what} {Vectors}", found.ToString());
        if (Environment.GetEnvironmentVariable("ADJOINT_APPROVE") == "1")
        {
            lock (Writing)
                Write(key, hash);
            return;
        }
        var line = File.ReadLines(Path).FirstOrDefault(line => line.StartsWith(key + " ", StringComparison.Ordinal));
        if (line is null && (Vectors == "other" || Awaited.Contains(key)))
            return;
        Assert.True(line is not null, $"No results of '{key}' are recorded: run the test with ADJOINT_APPROVE=1 at each width (docs/snapshots.md).");
        Assert.True(
            line == $"{key} {hash}",
            $"The results of '{key}' have other bits than those recorded. If a formula was changed on purpose, run the test with ADJOINT_APPROVE=1 at each width (docs/snapshots.md).");
    }

    private static void Write(string key, string hash)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.Exists(Path) ? File.ReadAllLines(Path) : [])
            lines[line[..line.LastIndexOf(' ')]] = line;
        lines[key] = $"{key} {hash}";
        File.WriteAllText(Path, string.Concat(lines.Values.Select(static line => line + "\n")));
    }
}
