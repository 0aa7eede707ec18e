using System.Diagnostics;
using System.Globalization;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>
/// <c>dotnet run -c Release --project tests/Adjoint.Tool.Tests -- fuzz [COUNT] [SEED] [KIND…]</c>: judges mutants of all kinds of files, ten million in all, and keeps what is found in
/// <c>Fuzz/Corpus</c>. <c>judge KIND FILE</c> judges one file.
/// </summary>
internal static class FuzzProgram
{
    private const long Usual = 10_000_000;

    public static int Run(string[] arguments)
    {
        if (arguments is ["judge", var kind, var file])
            return Judged(Targets.Named(kind), File.ReadAllBytes(file));
        var (count, seed) = (Number(arguments, 1, Usual), (int)Number(arguments, 2, 1));
        Target[] targets = arguments.Length > 3 ? [.. arguments[3..].Select(Targets.Named)] : [.. Targets.All];
        using var last = new LastFile(Path.Combine(Path.GetTempPath(), $"adjoint-fuzz-{Environment.ProcessId}.last"));
        Console.WriteLine($"Should the process die, the file that it read last is in {last.Path}, after four bytes of its length.");
        var (findings, shares) = (0, targets.Sum(static target => target.Share));
        foreach (var target in targets)
            findings += Run(target, Math.Max(1, count * target.Share / shares), seed, last);
        Console.WriteLine(findings == 0 ? "Nothing was found." : $"{findings} kinds of findings are in {Corpus.Folder}.");
        return findings == 0 ? 0 : 1;
    }

    private static int Run(Target target, long count, int seed, LastFile last)
    {
        var (fuzzer, findings, started) = (new Fuzzer(target, seed), 0, Stopwatch.GetTimestamp());
        for (var first = 0L; first < count;)
        {
            var from = first;
            var hanging = WatchedRun.Do(watched => fuzzer.Run(from, count - from, watched, (_, found, file) => Tell(found, file)), last);
            if (hanging is var (number, file))
                Tell(new Finding("hangs", $"mutant {number} does not end"), file);
            first = hanging is var (stopped, _) ? stopped + 1 : count;
        }
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Name}: {count:N0} mutants, {count / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} a second, "
            + $"{fuzzer.Counts.Read:N0} read and {fuzzer.Counts.Refused:N0} refused, {fuzzer.Outcomes} outcomes, {findings} findings"));
        return findings;

        void Tell(Finding found, byte[] file)
        {
            findings++;
            Console.WriteLine($"{target.Name}: {found.Kind}\n  {Corpus.Keep(target, found, file)}\n  {found.Details.ReplaceLineEndings("\n  ")}");
        }
    }

    private static int Judged(Target target, byte[] file)
    {
        var verdict = default(Verdict);
        var hanging = WatchedRun.Do(_ => verdict = Judge.Of(target, file));
        Console.WriteLine(hanging is not null ? "hangs" : verdict!.Found is { } found ? $"{found.Kind}\n{found.Details}" : verdict.Outcome);
        return hanging is null && verdict!.Found is null ? 0 : 1;
    }

    private static long Number(string[] arguments, int place, long otherwise) =>
        arguments.Length > place ? long.Parse(arguments[place].Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) : otherwise;
}
