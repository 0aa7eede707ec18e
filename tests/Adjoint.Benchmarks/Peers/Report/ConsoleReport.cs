using System.Globalization;

namespace Adjoint.Benchmarks.Peers;

/// <summary>One table a workload, printed as soon as it is measured.</summary>
internal static class ConsoleReport
{
    /// <summary>Prints one workload.</summary>
    public static void Print(Comparison comparison, TextWriter writer)
    {
        var peak = double.IsNaN(comparison.Peak) ? "unknown" : Units.Speed(comparison.Peak);
        var flops = double.IsNaN(comparison.Workload.Flops)
            ? "" : string.Create(CultureInfo.InvariantCulture, $"{comparison.Workload.Flops / 1e6:0.###} MFLOP in matrix products, ");
        writer.WriteLine();
        writer.WriteLine($"{comparison.Workload.Name}: {flops}multiply-add peak {peak}");
        foreach (var refusal in comparison.Refusals)
            writer.WriteLine($"  {refusal}");
        if (comparison.Measurements.Count == 0)
            return;
        var first = comparison.Measurements[0];
        writer.WriteLine($"  {"",-14}{"median",10}   {"quartiles",-24}{"÷ " + first.Contender.Name,15}{"of peak",10}{"bytes/call",12}");
        foreach (var measurement in comparison.Measurements)
        {
            var time = Summary.Of(measurement.Seconds);
            var quartiles = $"{Units.Time(time.LowerQuartile)} – {Units.Time(time.UpperQuartile)}";
            var share = double.IsNaN(comparison.Workload.Flops / comparison.Peak) ? "–" : Units.Share(comparison.Workload.Flops / time.Median / comparison.Peak);
            var bytes = measurement.AllocatedBytes?.ToString("0.##", CultureInfo.InvariantCulture) ?? "–";
            writer.WriteLine($"  {measurement.Contender.Name,-14}{Units.Time(time.Median),10}   {quartiles,-24}" +
                $"{Units.Ratio(measurement.RatioTo(first)),15}{share,10}{bytes,12}");
        }
    }
}
