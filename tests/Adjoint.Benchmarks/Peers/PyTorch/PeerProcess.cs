using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Adjoint.Benchmarks.Peers;

/// <summary>A Python process that runs <c>peer.py</c>: one JSON object a line in, one a line out.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder complaints = new();

    /// <summary>Starts the interpreter.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such interpreter.</exception>
    public PeerProcess(string python, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        process = Process.Start(start) ?? throw new InvalidOperationException($"'{python}' did not start.");
        process.ErrorDataReceived += (_, line) => complaints.AppendLine(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <exception cref="InvalidOperationException">The command failed, or the process ended; the message holds what Python said.</exception>
    public JsonObject Ask(string command, JsonObject? arguments = null)
    {
        var request = arguments ?? [];
        request["command"] = command;
        try
        {
            process.StandardInput.WriteLine(request.ToJsonString());
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            throw Ended(command);
        }

        var line = process.StandardOutput.ReadLine() ?? throw Ended(command);
        var answer = JsonNode.Parse(line)!.AsObject();
        return answer["error"] is { } error ? throw new InvalidOperationException($"PyTorch failed at '{command}': {error}") : answer;
    }

    /// <summary>Floats as they travel.</summary>
    public static string Encode(float[] values) => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(values));

    /// <summary>Floats as they were.</summary>
    public static float[] Decode(string text) => MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(text)).ToArray();

    /// <summary>Closes the pipe, at which the process ends by itself.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(milliseconds: 2000))
            process.Kill();
        process.Dispose();
    }

    private InvalidOperationException Ended(string command)
    {
        process.WaitForExit();
        var lastLine = complaints.ToString().TrimEnd().Split('\n')[^1];
        return new InvalidOperationException($"The Python process ended at '{command}' with code {process.ExitCode}: {lastLine}");
    }
}
