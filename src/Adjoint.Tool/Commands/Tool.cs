using System.CommandLine;

namespace Adjoint.Tool.Commands;

/// <summary>The program: its commands, and what its exit code says.</summary>
internal static class Tool
{
    /// <summary>It was done.</summary>
    public const int Done = 0;

    /// <summary>The command line is wrong, or a file cannot be read or written.</summary>
    public const int Wrong = 1;

    /// <summary>What was asked cannot be done with this file.</summary>
    public const int Impossible = 2;

    /// <summary>What was compared or checked is not equal.</summary>
    public const int Differs = 3;

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Tools for networks of Adjoint, declared as attributes on C# classes.")
        {
            NewNetworkCommand.Create(output, error),
            SummaryCommand.Create(output, error),
            GeneratedCommand.Create(output, error),
            VerifyCommand.Create(output, error),
            BenchCommand.Create(output, error),
            ReportCommand.Create(output, error),
            InspectCommand.Create(output, error),
            CompareCommand.Create(output, error),
            ExportCommand.Create(output, error),
            ImportCommand.Create(output, error),
        };
        return root.Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = error });
    }
}
