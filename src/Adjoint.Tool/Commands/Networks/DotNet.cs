using System.Diagnostics;

namespace Adjoint.Tool.Commands;

/// <summary>Runs <c>dotnet</c>, as the user would.</summary>
internal static class DotNet
{
    /// <summary>Runs it to its end; returns what it has written.</summary>
    /// <exception cref="VerbException">It failed; the message has what it said.</exception>
    public static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // What outlives the build would hold its output open, and this process would wait for it.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var process = Process.Start(start) ?? throw VerbException.Wrong("'dotnet' cannot be started; is the .NET SDK on the path?");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0)
            return output;
        var said = string.Join(Environment.NewLine, (output + errors.Result).Split('\n').Where(static line => line.Contains("error", StringComparison.OrdinalIgnoreCase))
            .Select(static line => line.Trim()).Distinct().Take(20));
        throw VerbException.Impossible($"'dotnet {string.Join(' ', arguments)}' failed:{Environment.NewLine}{(said.Length > 0 ? said : output + errors.Result)}");
    }
}
