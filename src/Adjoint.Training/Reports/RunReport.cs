using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>A run as a page.</summary>
internal static class RunReport
{
    /// <summary>The gradient is of that many rows.</summary>
    private const int GradientRows = 256;

    /// <summary>Writes the report of a run that has just ended.</summary>
    public static void Save(string path, Run run, ReportOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var data = Data(run, options);
        var title = options.Title ?? run.Trained.Layout.Network;
        Save(path, title, data);
    }

    /// <summary>Writes a page.</summary>
    public static void Save(string path, string title, ReadOnlyMemory<byte> data)
    {
        var page = ReportPage.Of(title, data.Span);
        AtomicFile.Write(path, stream => stream.Write(page));
    }

    /// <summary>All that the page shows, as JSON.</summary>
    public static ReadOnlyMemory<byte> Data(Run run, ReportOptions options)
    {
        var network = run.Trained;
        var data = options.Data ?? run.Data.Validation;
        var preparation = options.Preparation ?? run.Options.Preparation;
        return Json(json =>
        {
            json.WriteString("title", options.Title ?? network.Layout.Network);
            json.WriteString("network", network.Layout.Network);
            WriteRun(json, run);
            WriteMachine(json, network);
            HistorySection.Write(json, run.History, HistorySection.MostParts);
            NetworkSection.Write(json, network);
            TensorSection.Write(json, network, Batch(run.Data.Training ?? data, preparation));
            JudgedSection.Write(json, network, data, preparation, options);
            BoundarySection.Write(json, network, preparation is null ? data : null);
        });
    }

    /// <summary>What the checkpoints of a run tell: all of its history, and the tensors of its network as they were last.</summary>
    public static ReadOnlyMemory<byte> Data(StoredRun run) => Json(json =>
    {
        var network = run.Metadata.GetValueOrDefault("network", "");
        json.WriteString("title", network);
        json.WriteString("network", network);
        json.WriteString("reason", run.Reason ?? "");
        json.Number("seconds", run.Elapsed.TotalSeconds);
        json.WriteNumber("best", run.Best);
        json.WriteString("scoreOf", run.BestBy == "loss" ? "validation loss" : run.BestBy);
        json.WriteString("producer", run.Metadata.GetValueOrDefault("producer", ""));
        json.Texts("notes", [$"Made from '{run.Path}', trained with {run.Metadata.GetValueOrDefault("settings", "unknown settings")}."]);
        HistorySection.Write(json, run.History, HistorySection.MostParts);
        json.WriteNumber("gradientRows", 0);
        json.WriteStartArray("tensors");
        foreach (var (name, shape, values) in run.Tensors)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("shape", string.Join('×', shape));
            json.WriteBoolean("trained", true);
            TensorSection.Histogram<double>(json, "values", values);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        foreach (var nothing in new[] { "layers", "edges", "outputs" })
            json.Texts(nothing, []);
    });

    /// <summary>An object of JSON in which no sign can end the element that it is in.</summary>
    public static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return text.WrittenMemory;
    }

    private static void WriteRun(Utf8JsonWriter json, Run run)
    {
        var options = run.Options;
        json.WriteString("reason", run.Reason.ToString());
        json.Number("seconds", run.Elapsed.TotalSeconds);
        json.WriteBoolean("hasBest", run.Best is not null);
        json.WriteNumber("best", run.Best?.Epoch ?? -1);
        json.Number("score", run.Score);
        json.WriteString("scoreOf", run.Best is null ? "" : options.Keep?.Criterion.Metric?.FullName ?? "validation loss");
        json.WriteString("optimizer", options.Optimizer.GetType().Name);
        json.WriteNumber("plannedEpochs", options.Epochs);
        json.WriteNumber("batchSize", options.BatchSize * options.Accumulate);
        json.WriteString("seed", options.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteNumber("trainingRows", run.Data.Training?.Rows ?? 0);
        json.WriteNumber("validationRows", run.Data.Validation?.Rows ?? 0);
        json.Texts("notes", run.Notes);
    }

    private static void WriteMachine(Utf8JsonWriter json, ITrainable network)
    {
        var bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        json.WriteString("machine", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {bits}-bit vectors, {network.Threads} of {Environment.ProcessorCount} processors");
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteString("precision", network.Precision == Precision.Double ? "double" : "float");
    }

    /// <summary>The first rows, for a gradient; null where there are none.</summary>
    private static MiniBatch? Batch(Dataset? rows, Augmentation? preparation)
    {
        if (rows is null)
            return null;
        var few = rows.Take(Math.Min(rows.Rows, GradientRows));
        foreach (var batch in RowsPass.BatchesOf(few, preparation, static (_, _) => 0).Epoch(0))
            return batch;
        return null;
    }
}
