using Adjoint.Tests.Harness;

namespace Adjoint.Tests.Jit;

/// <summary>What the just-in-time compiler says about this assembly's kernels, when they run in a process of their own.</summary>
internal static class JitReport
{
    private const string ListingStart = "; Assembly listing for method ";

    /// <summary>One line for each method compiled, with how well it was optimised.</summary>
    public static IReadOnlyList<string> Summary(params (string Name, string Value)[] environment) => Run([("DOTNET_JitDisasmSummary", "1"), .. environment]);

    /// <summary>The methods of some names, each with the calls in its machine code.</summary>
    public static IReadOnlyList<(string Method, IReadOnlyList<string> Calls)> Calls(string methods, params (string Name, string Value)[] environment)
    {
        List<(string Method, IReadOnlyList<string> Calls)> listings = [];
        List<string> calls = [];
        foreach (var line in Run([("DOTNET_JitDisasm", methods), .. environment]))
        {
            if (line.StartsWith(ListingStart, StringComparison.Ordinal))
                listings.Add((line[ListingStart.Length..], calls = []));
            else if (line.TrimStart().StartsWith("call ", StringComparison.Ordinal))
                calls.Add(line.Trim());
        }
        return listings;
    }

    private static string[] Run(IEnumerable<(string Name, string Value)> environment)
    {
        var report = Path.GetTempFileName();
        try
        {
            var assembly = typeof(KernelProgram).Assembly.Location;
            ChildProcess.Dotnet(Path.GetDirectoryName(assembly)!, [assembly], [.. environment, ("DOTNET_JitStdOutFile", report)]).Succeeds();
            return File.ReadAllLines(report);
        }
        finally
        {
            File.Delete(report);
        }
    }
}
