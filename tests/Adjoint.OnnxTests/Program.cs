using System.Reflection;
using Adjoint.OnnxTests;
using Adjoint.Tests.Harness;
using Adjoint.Tool.Import;

// dotnet run -c Release --project tests/Adjoint.OnnxTests -- [filter] [--accept] [--show] [--own folder]
var own = Array.IndexOf(args, "--own") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
var root = own ?? Environment.GetEnvironmentVariable("ONNX_TESTDATA") ?? "/usr/share/libonnx-testdata/data";
if (!Directory.Exists(root))
{
    Console.Error.WriteLine($"'{root}' does not exist. Install the ONNX project's test data (Debian: apt-get install libonnx-testdata), or name its folder in ONNX_TESTDATA.");
    return 1;
}
var filter = args.FirstOrDefault(a => !a.StartsWith("--", StringComparison.Ordinal) && a != own) ?? "";
var cases = (own is null ? Case.In(root) : OwnCase.In(root)).Where(c => c.Name.Contains(filter, StringComparison.Ordinal)).ToList();
var outcomes = new Judge(cases).Run();
if (args.Contains("--show"))
{
    foreach (var outcome in outcomes)
        Console.WriteLine($"{outcome.Kind} {outcome.Case.Name} {outcome.Message}\n{outcome.Model?.Source}");
}
return own is null
    ? Report.Write(outcomes, filter.Length > 0, args.Contains("--accept"), Repository.PathOf("tests", "Adjoint.OnnxTests"))
    : Report.RoundTrip(outcomes, Repository.PathOf("tests", "Adjoint.OnnxTests", "roundtrip.md"));
