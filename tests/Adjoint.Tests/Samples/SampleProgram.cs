using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Adjoint.Tests.Samples;

/// <summary>A sample as its users meet it: a program with arguments, output and an exit code.</summary>
internal sealed record SampleProgram(int ExitCode, string Output, string Errors)
{
    /// <summary>Far more than any sample needs on the slowest machine: a test fails, it does not hang.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs a sample to its end.</summary>
    public static Task<SampleProgram> Run(string name, params string[] arguments) => RunIn("", name, arguments);

    /// <summary>Runs a sample to its end in a folder, whose files it reads and writes.</summary>
    public static async Task<SampleProgram> RunIn(string folder, string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [PathOf(name), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'{name} {string.Join(' ', arguments)}' had not ended after {Limit}; it said:\n{await output}\n{await errors}");
        }
        return new SampleProgram(process.ExitCode, await output, await errors);
    }

    /// <summary>Requires that the program ended well.</summary>
    public SampleProgram Succeeded()
    {
        Assert.True(ExitCode == 0 && Errors.Length == 0, $"The exit code is {ExitCode}, not 0, or there are errors:\n{Errors}\n{Output}");
        return this;
    }

    private static string PathOf(string name) => typeof(SampleProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == $"Sample.{name}").Value!;
}
