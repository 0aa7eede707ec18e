using System.Runtime.InteropServices;

namespace Adjoint.Benchmarks.Peers;

/// <summary>Finds ONNX Runtime's native library.</summary>
internal static class OnnxRuntimeLibrary
{
    /// <summary>The file's name on this system.</summary>
    public static string FileName =>
        OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so.1";

    /// <summary>
    /// The path that was asked for, or the library beside the program, where NuGet's package puts it, or that inside the Node.js package below the current folder;
    /// null if there is none.
    /// </summary>
    public static string? Find(string? asked)
    {
        if (asked is not null)
            return Path.GetFullPath(asked);
        var beside = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsLinux() ? "libonnxruntime.so" : FileName);
        if (File.Exists(beside))
            return beside;
        var package = Path.Combine(Directory.GetCurrentDirectory(), "node_modules", "onnxruntime-node", "bin");
        if (!Directory.Exists(package))
            return null;
        // bin/napi-v<n>/<system>/<architecture>/<library>; the package carries all systems at once.
        var architecture = $"{Path.DirectorySeparatorChar}{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}{Path.DirectorySeparatorChar}";
        return Directory.EnumerateFiles(package, FileName, SearchOption.AllDirectories)
            .Where(path => path.Contains(architecture, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .LastOrDefault();
    }
}
