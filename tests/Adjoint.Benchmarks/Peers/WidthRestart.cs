using System.Diagnostics;

namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// Starts this program again with narrower vectors: .NET and libraries in its process decide on their instruction sets once, when they start, and read
/// environment variables for it.
/// </summary>
internal static class WidthRestart
{
    private const string Switch = "DOTNET_EnableAVX512";

    /// <summary>Whether the widths that were asked for need another process.</summary>
    public static bool Needed(PeersOptions options) => options.Width < CpuFeatures.WidthInUse || (options.RestrictPeers && !AreRestricted);

    private static bool AreRestricted => PyTorchEnvironment.Restrictions.All(it => Environment.GetEnvironmentVariable(it.Key) == it.Value);

    /// <summary>Runs the same command in a process whose environment asks for those widths, and returns its exit code.</summary>
    /// <exception cref="InvalidOperationException">The switch is set already and had no effect.</exception>
    public static int Run(PeersOptions options)
    {
        if (options.Width < CpuFeatures.WidthInUse && Environment.GetEnvironmentVariable(Switch) == "0")
            throw new InvalidOperationException($"{Switch}=0 is set and .NET {Environment.Version} uses AVX-512 nevertheless; '--width 256' cannot be had.");
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        // The first is the program, which the run-time needs to be told.
        var arguments = Environment.GetCommandLineArgs();
        foreach (var argument in arguments.Skip(Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? 0 : 1))
            start.ArgumentList.Add(argument);
        if (options.Width is not null)
            start.Environment[Switch] = "0";
        foreach (var (name, value) in options.RestrictPeers ? PyTorchEnvironment.Restrictions : new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
