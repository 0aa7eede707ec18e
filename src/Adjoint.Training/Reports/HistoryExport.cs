using System.Globalization;
using System.Text;
using System.Text.Json;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>A history as a file that other programs read.</summary>
internal static class HistoryExport
{
    /// <summary>Writes a line for each epoch; every number reads back as the same number.</summary>
    public static void SaveCsv(string path, History history)
    {
        var metrics = history.Epochs.SelectMany(static epoch => epoch.Metrics).Select(static m => m.Metric.FullName).Distinct().ToArray();
        var text = new StringBuilder();
        Line(text, ["epoch", "steps", "running_loss", "training_loss", "validation_loss", .. metrics, "rate", "rows_per_second", "seconds"]);
        foreach (var epoch in history.Epochs)
        {
            Line(text, [
                Text(epoch.Epoch), Text(epoch.Steps), Text(epoch.RunningLoss), Text(epoch.TrainingLoss), Text(epoch.ValidationLoss),
                .. metrics.Select(name => Text(epoch.Metrics.FirstOrDefault(m => m.Metric.FullName == name) is { Metric: not null } found ? found.Value : null)),
                epoch.Rate.ToString(CultureInfo.InvariantCulture), Text(epoch.RowsPerSecond), Text(epoch.Elapsed.TotalSeconds),
            ]);
        }
        Save(path, text);
    }

    /// <summary>Writes a line for each step.</summary>
    public static void SaveStepsCsv(string path, History history)
    {
        var text = new StringBuilder();
        Line(text, ["step", "loss", "rate"]);
        for (var step = 0; step < history.Steps; step++)
            Line(text, [Text(step + 1), Text(history.Losses[step]), history.Rates[step].ToString(CultureInfo.InvariantCulture)]);
        Save(path, text);
    }

    /// <summary>Writes all of it as JSON.</summary>
    public static void SaveJson(string path, History history)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream, EpochJson.Options with { Indented = true });
            json.WriteStartObject();
            HistorySection.Write(json, history, int.MaxValue);
            json.WriteEndObject();
        });
    }

    private static void Save(string path, StringBuilder text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Fields with signs of the format's own are quoted. Source: RFC 4180.</summary>
    private static void Line(StringBuilder text, string[] fields) =>
        text.AppendJoin(',', fields.Select(static field => field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field)).Append('\n');

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
