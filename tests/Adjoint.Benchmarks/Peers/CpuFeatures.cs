using System.Runtime.Intrinsics.X86;

namespace Adjoint.Benchmarks.Peers;

/// <summary>What the processor can do, whatever this process has been told to use.</summary>
internal static class CpuFeatures
{
    /// <summary>The widest vectors that .NET uses in this process, in bits.</summary>
    public static int WidthInUse => Avx512F.IsSupported ? 512 : Fma.IsSupported ? 256 : 128;

    /// <summary>
    /// Whether processor and system support AVX-512; true also when it is switched off for .NET. On Linux as the kernel says, elsewhere as .NET says.
    /// </summary>
    public static bool HasAvx512 { get; } = Avx512F.IsSupported || Line("flags").Split(' ').Contains("avx512dq");

    /// <summary>The processor's name.</summary>
    public static string Name { get; } = Line("model name") is { Length: > 0 } name ? name : "unknown processor";

    private static string Line(string key)
    {
        const string Path = "/proc/cpuinfo";
        if (!File.Exists(Path))
            return "";
        var line = File.ReadLines(Path).FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal));
        return line is null ? "" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
