using System.Runtime.InteropServices;

namespace Adjoint.Peers.LibTorch;

/// <summary>Loads libtorch, and TorchSharp's library over it, from the program's folder.</summary>
internal static class LibTorchLibrary
{
    private const string Wrapper = "libLibTorchSharp.so";

    /// <summary>Loads both.</summary>
    /// <exception cref="DllNotFoundException">One is not there, or does not run on this system.</exception>
    public static void Load()
    {
        NativeLibrary.Load(PathOf("libtorch_cpu.so"));
        try
        {
            NativeLibrary.Load(PathOf(Wrapper));
        }
        catch (DllNotFoundException error) when (error.Message.Contains(OlderStandardLibrary.MissingVersion, StringComparison.Ordinal))
        {
            // The file may be a link to the package's own, which stays as it is.
            var changed = OlderStandardLibrary.WithoutNewVersion(File.ReadAllBytes(PathOf(Wrapper)));
            var copy = PathOf(Wrapper + ".new");
            File.WriteAllBytes(copy, changed);
            File.Move(copy, PathOf(Wrapper), overwrite: true);
            NativeLibrary.Load(PathOf(Wrapper));
        }
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
