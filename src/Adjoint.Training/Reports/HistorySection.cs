using System.Text.Json;

namespace Adjoint.Training;

/// <summary>What a run has measured, for its report.</summary>
internal static class HistorySection
{
    /// <summary>The number of parts of a long run that have points: the first, the least, the greatest and the last loss of each.</summary>
    public const int MostParts = 1000;

    /// <summary>Writes steps, epochs and metrics.</summary>
    /// <param name="json">Where they go.</param>
    /// <param name="history">What was measured.</param>
    /// <param name="parts">Of a run of more than four times as many steps, the parts that have points.</param>
    public static void Write(Utf8JsonWriter json, History history, int parts)
    {
        var steps = Shown(history.Losses, parts);
        var (losses, rates) = (new double[steps.Count], new float[steps.Count]);
        for (var i = 0; i < steps.Count; i++)
            (losses[i], rates[i]) = (history.Losses[steps[i]], history.Rates[steps[i]]);
        json.WriteStartObject("steps");
        json.WriteNumber("count", history.Steps);
        json.Numbers("step", steps.Select(static step => (double)step));
        json.Numbers("loss", losses);
        json.Numbers("rate", rates);
        json.WriteEndObject();

        var epochs = history.Epochs;
        json.WriteStartObject("epochs");
        json.Numbers("epoch", epochs.Select(static e => (double)e.Epoch));
        json.Numbers("steps", epochs.Select(static e => (double)e.Steps));
        json.Numbers("runningLoss", epochs.Select(static e => e.RunningLoss));
        json.Numbers("trainingLoss", epochs.Select(static e => e.TrainingLoss));
        json.Numbers("validationLoss", epochs.Select(static e => e.ValidationLoss));
        json.Numbers("rate", epochs.Select(static e => e.Rate));
        json.Numbers("rowsPerSecond", epochs.Select(static e => e.RowsPerSecond));
        json.Numbers("seconds", epochs.Select(static e => e.Elapsed.TotalSeconds));
        json.WriteEndObject();
        WriteMetrics(json, epochs);
    }

    private static void WriteMetrics(Utf8JsonWriter json, IReadOnlyList<EpochRecord> epochs)
    {
        json.WriteStartArray("metrics");
        foreach (var metric in epochs.SelectMany(static e => e.Metrics).Select(static m => m.Metric).DistinctBy(static m => m.FullName))
        {
            json.WriteStartObject();
            json.WriteString("name", metric.FullName);
            if (metric is not StoredMetric)
                json.WriteBoolean("higherIsBetter", metric.HigherIsBetter);
            json.Numbers("values", epochs.Select(epoch => epoch.Metrics.FirstOrDefault(m => m.Metric.FullName == metric.FullName) is { Metric: not null } found ? found.Value : (double?)null));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The steps that have a point. None is a mean of others: what is drawn was measured, and no peak is lost.</summary>
    private static List<int> Shown(ReadOnlySpan<double> losses, int parts)
    {
        if (losses.Length <= 4L * parts)
            return [.. Enumerable.Range(0, losses.Length)];
        List<int> shown = [];
        for (var part = 0; part < parts; part++)
        {
            var (first, end) = ((int)((long)losses.Length * part / parts), (int)((long)losses.Length * (part + 1) / parts));
            var (least, greatest) = (first, first);
            for (var i = first; i < end; i++)
                (least, greatest) = (losses[i] < losses[least] ? i : least, losses[i] > losses[greatest] ? i : greatest);
            shown.AddRange(new SortedSet<int> { first, least, greatest, end - 1 });
        }
        return shown;
    }
}
