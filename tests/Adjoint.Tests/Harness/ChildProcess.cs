using System.Diagnostics;
using System.Text;

namespace Adjoint.Tests.Harness;

/// <summary>Runs a program to its end and keeps what it printed.</summary>
internal sealed class ChildProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private ChildProcess(string command, int exitCode, string output)
    {
        Command = command;
        ExitCode = exitCode;
        Output = output;
    }

    /// <summary>What was run.</summary>
    public string Command { get; }

    /// <summary>0 for success.</summary>
    public int ExitCode { get; }

    /// <summary>Both streams, line by line as they came.</summary>
    public string Output { get; }

    /// <summary>Runs the .NET command line.</summary>
    public static ChildProcess Dotnet(string folder, IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        Run(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, arguments, environment);

    /// <summary>Runs a command of the SDK, which lives for seconds: too short for methods to be compiled again by how they ran.</summary>
    public static ChildProcess Sdk(string folder, params IEnumerable<string> command) => Dotnet(folder, command, ("DOTNET_TieredPGO", "0"));

    /// <summary>Runs a program in a folder, with the environment of this process but for what belongs to the test run itself.</summary>
    public static ChildProcess Run(string program, string folder, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestRun).ToList())
            start.Environment.Remove(name);
        // Servers that outlive a build would hold its output open, and this process would wait for them.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return WaitFor(start, $"{program} {string.Join(' ', arguments)}");
    }

    /// <summary>Fails with everything that was printed unless the program succeeded.</summary>
    public ChildProcess Succeeds()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode} from: {Command}\n{Output}");
        return this;
    }

    private static bool IsOfTheTestRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);

    private static ChildProcess WaitFor(ProcessStartInfo start, string command)
    {
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"Still running after {Limit.TotalMinutes} minutes, and ended: {command}\n{Printed()}");
        }
        process.WaitForExit(); // until both streams are read
        return new ChildProcess(command, process.ExitCode, Printed());

        void Append(string? line)
        {
            if (line is null)
                return;
            lock (output)
                output.AppendLine(line);
        }

        string Printed()
        {
            lock (output)
                return output.ToString();
        }
    }
}
