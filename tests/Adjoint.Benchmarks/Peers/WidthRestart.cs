using System.Diagnostics;

namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// Starts this program again with narrower vectors: the run-time decides on its instruction sets once, when it starts, and reads an
/// environment variable for it.
/// </summary>
internal static class WidthRestart
{
    private const string Switch = "DOTNET_EnableAVX512";

    /// <summary>Whether the width that was asked for needs another process.</summary>
    public static bool Needed(PeersOptions options) => options.Width < CpuFeatures.WidthInUse;

    /// <summary>Runs the same command in a process without AVX-512 and returns its exit code.</summary>
    /// <exception cref="InvalidOperationException">The switch is set already and had no effect.</exception>
    public static int Run(IEnumerable<string> arguments)
    {
        if (Environment.GetEnvironmentVariable(Switch) == "0")
            throw new InvalidOperationException($"{Switch}=0 is set and .NET {Environment.Version} uses AVX-512 nevertheless; '--width 256' cannot be had.");
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("peers");
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment[Switch] = "0";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
