using System.Diagnostics;
using System.Globalization;
using Adjoint.Generator.Tests.CodeFixes;
using Adjoint.Generator.Tests.Docs;
using Adjoint.Generator.Tests.Fuzz;
using Adjoint.Generator.Tests.Harness;
using Adjoint.Generator.Tests.Onnx;
using Adjoint.Generator.Tests.Zoo;

// Run as a program, this assembly looks for sources that crash the compiler. The test host does not ask for an entry point.
if (args is ["judge", .. var files])
    return files.Count(IsFoundIn);
if (args is ["say", var programs])
{
    await Sayings.Write(File.ReadAllText(programs), Console.Out);
    return 0;
}
if (args is ["picture"])
{
    File.WriteAllText(Repository.PathOf(FirstPagePicture.File), await FirstPagePicture.Draw());
    return 0;
}
if (args is ["onnx", var folder, .. var zoo])
{
    Console.WriteLine(
        $"{(zoo.Length == 0 ? OnnxFolder.Write(folder) : OnnxFolder.WriteZoo(folder, zoo is ["zoo"] ? [.. ZooSource.Names] : zoo))} networks are in {folder}; 'dotnet run -c Release --project tests/Adjoint.Peers -- onnx {folder}' lets ONNX Runtime compute them.");
    return 0;
}
if (args is not ["fuzz", .. var options])
{
    Console.Error.WriteLine(
        "Write 'fuzz --minutes 10 --seed 1' to mutate declarations, or 'judge' and the files that are to be judged as they are, or 'say' and a file of programs with a line of --- between them for what is said about each, or 'picture' to draw the picture of the first page, or 'onnx' and a folder for ONNX files and what their networks compute; names of networks of samples/Zoo may follow, or 'zoo' for all.");
    return 1;
}
var (minutes, seed) = (Option("--minutes", 1), Option("--seed", Random.Shared.Next(1 << 20)));
// Numbers of different seeds must not meet.
var first = checked((int)(seed * 2000));
var findings = 0;
var judged = new Fuzzer().Run(first, TimeSpan.FromMinutes(minutes), (number, finding, source) =>
{
    findings++;
    Console.WriteLine($"══ mutant {number}: {finding.Kind}\n{finding.Details}\n── made small; a file for tests/Adjoint.Generator.Tests/Fuzz/Corpus\n{source}\n");
});
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{judged} mutants from {first} on, {findings} findings, {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:0} s of processor time."));
return findings == 0 ? 0 : 2;

static bool IsFoundIn(string file)
{
    var found = Judge.Of(File.ReadAllText(file));
    Console.WriteLine($"{file}: {found?.Kind ?? "all is well"}\n{found?.Details}");
    return found is not null;
}

double Option(string name, double otherwise) =>
    Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? double.Parse(options[at + 1], CultureInfo.InvariantCulture) : otherwise;
