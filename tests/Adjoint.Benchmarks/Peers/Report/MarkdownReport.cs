using System.Globalization;

namespace Adjoint.Benchmarks.Peers;

/// <summary>The table of the README: a line a workload, a column a contender, and for each peer how many times the first one's time it takes.</summary>
internal static class MarkdownReport
{
    private const string Nothing = "–";

    /// <summary>Prints the machine and the table.</summary>
    public static void Print(IReadOnlyList<string> machine, IReadOnlyList<IContender> contenders, IReadOnlyList<Comparison> comparisons, TextWriter writer)
    {
        foreach (var line in machine)
            writer.WriteLine($"* {line}");
        writer.WriteLine();
        var first = contenders[0];
        var peers = contenders.Skip(1).ToList();
        string[] heads = ["Work", .. contenders.Select(contender => contender.Name), .. peers.Select(peer => $"{peer.Name} ÷ {first.Name}"),
            $"{first.Name}, of FMA peak", $"{first.Name}, bytes a call"];
        writer.WriteLine(Row(heads));
        writer.WriteLine(Row(["---", .. heads.Skip(1).Select(_ => "---:")]));
        foreach (var comparison in comparisons)
        {
            var found = comparison.Measurements.ToDictionary(measurement => measurement.Contender);
            var own = found.GetValueOrDefault(first);
            writer.WriteLine(Row([
                comparison.Workload.Name,
                .. contenders.Select(contender => found.TryGetValue(contender, out var it) ? Units.Time(Summary.Of(it.Seconds).Median) : Nothing),
                .. peers.Select(peer => own is not null && found.TryGetValue(peer, out var it) ? Units.Ratio(it.RatioTo(own)) : Nothing),
                own is null || double.IsNaN(comparison.Workload.Flops / comparison.Peak)
                    ? Nothing : Units.Share(comparison.Workload.Flops / Summary.Of(own.Seconds).Median / comparison.Peak),
                own?.AllocatedBytes?.ToString("0.##", CultureInfo.InvariantCulture) ?? Nothing]));
        }

        foreach (var comparison in comparisons.Where(comparison => comparison.Refusals.Count > 0))
            writer.WriteLine($"\n{comparison.Workload.Name}: {string.Join("; ", comparison.Refusals)}");
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
