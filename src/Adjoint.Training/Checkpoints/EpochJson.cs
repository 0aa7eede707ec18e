using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>Records of epochs as JSON, number by number exactly.</summary>
internal static class EpochJson
{
    /// <summary>Small letters and signs stay readable; all is text within a header, and no page.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Records as a text of their own.</summary>
    public static string Text(IEnumerable<EpochRecord> epochs)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, Options))
            Write(json, epochs);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>Adds the records of such a text.</summary>
    public static void Read(string text, IReadOnlyList<Metric> metrics, History history)
    {
        using var document = JsonDocument.Parse(text);
        Read(document.RootElement, metrics, history);
    }

    /// <summary>Writes records as an array.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<EpochRecord> epochs)
    {
        json.WriteStartArray();
        foreach (var epoch in epochs)
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", epoch.Epoch);
            json.WriteNumber("steps", epoch.Steps);
            Number(json, "runningLoss", epoch.RunningLoss);
            if (epoch.TrainingLoss is { } training)
                Number(json, "trainingLoss", training);
            if (epoch.ValidationLoss is { } validation)
                Number(json, "validationLoss", validation);
            Number(json, "rate", epoch.Rate);
            Number(json, "rowsPerSecond", epoch.RowsPerSecond);
            json.WriteNumber("elapsedTicks", epoch.Elapsed.Ticks);
            json.WriteStartObject("metrics");
            foreach (var (metric, value) in epoch.Metrics)
                Number(json, metric.FullName, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Adds the records of an array.</summary>
    public static void Read(JsonElement array, IReadOnlyList<Metric> metrics, History history)
    {
        foreach (var epoch in array.EnumerateArray())
            history.Add(Epoch(epoch, metrics));
    }

    /// <summary>JSON has no NaN and no infinity: all numbers are text that reads back exactly.</summary>
    public static void Number(Utf8JsonWriter json, string name, double value) => json.WriteString(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A number of such a text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static double Number(JsonElement element, string name) => double.TryParse(Text(element, name), CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"{FileText.Quote(name)} is {FileText.Quote(Text(element, name))}, which is not a number.");

    /// <summary>A text.</summary>
    /// <exception cref="FormatException">It is null.</exception>
    public static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"{FileText.Quote(name)} is null, and a text is needed.");

    /// <summary>A count: a whole number of at least 0.</summary>
    /// <exception cref="FormatException">It is none, or beyond 32 bits.</exception>
    public static int Count(JsonElement element, string name) => LongCount(element, name) is <= int.MaxValue and var count
        ? (int)count
        : throw new FormatException($"{FileText.Quote(name)} is more than {int.MaxValue}.");

    /// <inheritdoc cref="Count"/>
    public static long LongCount(JsonElement element, string name) => element.GetProperty(name).TryGetInt64(out var count) && count >= 0
        ? count
        : throw new FormatException($"{FileText.Quote(name)} is not a whole number of at least 0.");

    /// <summary>One record.</summary>
    public static EpochRecord Epoch(JsonElement element, IReadOnlyList<Metric> metrics)
    {
        var values = element.GetProperty("metrics");
        return new EpochRecord(
            Count(element, "epoch"), LongCount(element, "steps"), Number(element, "runningLoss"),
            element.TryGetProperty("trainingLoss", out _) ? Number(element, "trainingLoss") : null,
            element.TryGetProperty("validationLoss", out _) ? Number(element, "validationLoss") : null,
            (float)Number(element, "rate"), Number(element, "rowsPerSecond"), new TimeSpan(element.GetProperty("elapsedTicks").GetInt64()))
        {
            // What is no longer measured is no longer known.
            Metrics = [.. metrics.Where(metric => values.TryGetProperty(metric.FullName, out _)).Select(metric => new MetricValue(metric, Number(values, metric.FullName)))],
        };
    }
}
