using System.Globalization;
using System.Runtime.InteropServices;

namespace Adjoint.Benchmarks.Peers;

/// <summary>The side-by-side run: who is there, whether they agree, how long each takes.</summary>
internal static class PeersCommand
{
    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="contenders">All who may take part. The first of them that is there is the one that the others are compared with.</param>
    /// <returns>0 when everyone who was there was right; 1 when someone was wrong or failed, or nobody was there; 2 for a wrong command line.</returns>
    public static int Run(IReadOnlyList<string> arguments, Func<PeersOptions, IReadOnlyList<IContender>> contenders)
    {
        if (arguments.Contains("--help"))
        {
            Console.WriteLine(PeersOptions.Help);
            return 0;
        }

        try
        {
            var options = PeersOptions.Parse(arguments);
            return WidthRestart.Needed(options) ? WidthRestart.Run(options) : Compare(options, contenders(options));
        }
        catch (ArgumentException error)
        {
            Console.Error.WriteLine(error.Message);
            return 2;
        }
        catch (InvalidOperationException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static int Compare(PeersOptions options, IReadOnlyList<IContender> all)
    {
        var workloads = Workload.All.Where(workload => workload.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (workloads.Count == 0)
            throw new ArgumentException($"No workload's name contains '{options.Only}'. There are:\n  {string.Join("\n  ", Workload.All.Select(w => w.Name))}");
        try
        {
            var present = all.Where(IsPresent).ToList();
            if (present.Count == 0)
                return 1;
            var machine = Machine(options, present);
            if (!options.Markdown)
                Console.WriteLine(string.Join('\n', machine));
            var comparisons = new List<Comparison>();
            foreach (var workload in workloads)
            {
                comparisons.Add(Compare(workload, present, options));
                if (!options.Markdown)
                    ConsoleReport.Print(comparisons[^1], Console.Out);
            }

            if (options.Markdown)
                MarkdownReport.Print(machine, present, comparisons, Console.Out);
            return comparisons.All(comparison => comparison.Refusals.Count == 0) ? 0 : 1;
        }
        finally
        {
            foreach (var contender in all)
                contender.Dispose();
        }
    }

    private static bool IsPresent(IContender contender)
    {
        if (contender.Available(out var howToInstall))
            return true;
        Console.Error.WriteLine($"{contender.Name} does not take part: {howToInstall}\n");
        return false;
    }

    /// <summary>One workload: the contenders that are right, timed in alternation.</summary>
    private static Comparison Compare(Workload workload, IEnumerable<IContender> contenders, PeersOptions options)
    {
        var problem = Problem.Draw(workload);
        var expected = Reference.Answer(problem);
        var entrants = new List<(IContender Contender, IRun Run)>();
        var refusals = new List<string>();
        try
        {
            foreach (var contender in contenders.Where(contender => contender.Takes(workload)))
            {
                var run = contender.Load(problem);
                entrants.Add((contender, run));
                if (Agreement.Complaint(workload.Work, expected, run.Answer()) is not { } complaint)
                    continue;
                refusals.Add($"{contender.Name} {complaint}");
                entrants.RemoveAt(entrants.Count - 1);
                run.Dispose();
            }

            // Before and after: the clock drifts, and a ceiling must not lie below what it covers.
            var before = FmaPeak.Measure(CpuFeatures.WidthInUse, options.Threads);
            var measurements = Rounds.Measure(entrants, options);
            var after = FmaPeak.Measure(CpuFeatures.WidthInUse, options.Threads);
            return new(workload, Math.Max(before, after), measurements, refusals);
        }
        finally
        {
            foreach (var (_, run) in entrants)
                run.Dispose();
        }
    }

    /// <summary>What a reader needs to judge the figures.</summary>
    private static List<string> Machine(PeersOptions options, IEnumerable<IContender> contenders) =>
    [
        $"{CpuFeatures.Name}, {Environment.ProcessorCount} logical processors; {RuntimeInformation.OSDescription}",
        $"{RuntimeInformation.FrameworkDescription}, {CpuFeatures.WidthInUse}-bit vectors; multiply-add peak of {options.Threads} thread(s): {Peaks(options)}",
        .. contenders.Select(contender => contender.Description),
        string.Create(CultureInfo.InvariantCulture,
            $"{options.Rounds} alternating rounds of at least {options.SampleSeconds * 1000} ms each; medians; float32; {options.Threads} thread(s)"),
    ];

    private static string Peaks(PeersOptions options) =>
        string.Join(", ", new[] { 512, 256 }
            .Select(width => (width, peak: FmaPeak.Measure(width, options.Threads)))
            .Where(it => !double.IsNaN(it.peak))
            .Select(it => $"{it.width}-bit {Units.Speed(it.peak)}"));
}
