using System.Diagnostics;

namespace Adjoint.Training.Tests.Progress;

/// <summary>Runs this assembly as a program whose output is a pipe or a terminal.</summary>
internal static class Terminal
{
    private static readonly string program = typeof(ShownProgram).Assembly.Location;

    /// <summary>What a pipe gets.</summary>
    public static string Piped(string what, string display)
    {
        using var process = Start("dotnet", [program, "show", what, display]);
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }

    /// <summary>What a terminal gets; null where the system has no 'script' to make one.</summary>
    /// <param name="what">What is shown.</param>
    /// <param name="display">How.</param>
    /// <param name="variable">A variable of the environment, <c>CI=true</c>; nothing by default.</param>
    public static string? OfScreen(string what, string display, string? variable = null)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/script"))
            return null;
        using var process = Start("/usr/bin/script", ["-qec", $"dotnet {program} show {what} {display}", "/dev/null"], start =>
        {
            start.Environment["TERM"] = "xterm-256color";
            start.Environment.Remove("CI");
            start.Environment.Remove("NO_COLOR");
            if (variable?.Split('=') is [var name, var value])
                start.Environment[name] = value;
        });
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }

    /// <summary>
    /// Presses Ctrl+C on a terminal, each time after the screen shows a text; returns all that the screen got and how the program ends. Null where the system has no 'script' to make a terminal.
    /// One that goes on for a minute is killed. Ctrl+C reaches all that runs on the terminal, and a shell that waited for the program would end by it with a code of its own: 'exec' leaves none.
    /// </summary>
    public static (string Screen, int Code)? Pressed(string what, params string[] after)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/script"))
            return null;
        var command = $"exec env --default-signal=INT dotnet {program} show {what} Live";
        using var process = Start("/usr/bin/script", ["-qec", command, "/dev/null"], static start => start.Environment["TERM"] = "xterm-256color");
        using var limit = new Timer(_ => process.Kill(entireProcessTree: true), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        var screen = new System.Text.StringBuilder();
        foreach (var text in after)
        {
            while (!screen.ToString().Contains(text, StringComparison.Ordinal) && process.StandardOutput.Read() is >= 0 and var character)
                screen.Append((char)character);
            process.StandardInput.Write('\x03');
            process.StandardInput.Flush();
        }
        screen.Append(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return (screen.ToString(), process.ExitCode);
    }

    /// <summary>
    /// Interrupts the program, as Ctrl+C does, after its first line; returns what it says and how it ends. One that goes on for a minute is killed. A process of a shell's background
    /// ignores interrupts, and so does what it starts: <c>env</c> brings them back.
    /// </summary>
    public static (string Text, int Code) Interrupted(string what, string display)
    {
        using var process = OperatingSystem.IsLinux()
            ? Start("/usr/bin/env", ["--default-signal=INT", "dotnet", program, "show", what, display])
            : Start("dotnet", [program, "show", what, display]);
        using var limit = new Timer(_ => process.Kill(), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        process.StandardOutput.ReadLine();
        using (var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            interrupt.WaitForExit();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (text, process.ExitCode);
    }

    private static Process Start(string file, string[] arguments, Action<ProcessStartInfo>? adjust = null)
    {
        var start = new ProcessStartInfo(file) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        adjust?.Invoke(start);
        return Process.Start(start)!;
    }
}
