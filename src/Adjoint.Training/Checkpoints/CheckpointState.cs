using System.Buffers;
using System.Text;
using System.Text.Json;
using static Adjoint.Training.EpochJson;

namespace Adjoint.Training;

/// <summary>The state of a run as JSON, number by number exactly.</summary>
internal static class CheckpointState
{
    /// <summary>Writes all but the tensors and the history of the steps.</summary>
    public static string Write(RunParts run)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, Options))
        {
            var state = run.State;
            json.WriteStartObject();
            json.WriteNumber("steps", state.Step);
            json.WriteNumber("epoch", state.Epoch);
            json.WriteNumber("batch", state.Batch);
            json.WriteNumber("gradients", run.Network.TrainingStep);
            json.WriteNumber("optimizerSteps", run.Options.Optimizer.Steps);
            Number(json, "rateFactor", run.Options.Optimizer.RateFactor);
            if (run.Options.Turns.Count > 0)
                WriteTurns(json, run.Options.Turns);
            Number(json, "lossSum", state.LossSum);
            Number(json, "lossWeight", state.LossWeight);
            json.WriteNumber("rows", state.Rows);
            json.WriteNumber("epochTicks", state.EpochTime.Ticks);
            json.WriteNumber("elapsedTicks", state.Elapsed.Ticks);
            Number(json, "firstLosses", state.FirstLosses);
            Number(json, "averageLoss", state.AverageLoss);
            json.WriteString("reason", state.Reason?.ToString() ?? "");
            json.WriteBoolean("hasBest", run.Best is not null);
            Write(json, "stop", state.Stop);
            Write(json, "keep", state.Keep);
            Write(json, "plateau", state.Plateau);
            json.WriteStartObject("stored");
            json.WriteNumber("steps", run.Stored.Steps);
            json.WriteNumber("epochs", run.Stored.Epochs);
            json.WriteString("digest", run.Stored.Digest);
            json.WriteEndObject();
            json.WritePropertyName("epochs");
            EpochJson.Write(json, state.History.Epochs.Skip(run.Stored.Epochs));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>Reads what <see cref="Write(RunParts)"/> has written; steps are read from tensors.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="metrics">Those that the run measures.</param>
    /// <param name="readParts">Reads the parts of the history that are in files of their own.</param>
    public static SavedState Read(string text, IReadOnlyList<Metric> metrics, Action<StoredHistory, History> readParts)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var history = new History();
        var parts = root.GetProperty("stored");
        var stored = new StoredHistory(Count(parts, "steps"), Count(parts, "epochs"), EpochJson.Text(parts, "digest"));
        readParts(stored, history);
        EpochJson.Read(root.GetProperty("epochs"), metrics, history);
        var state = new RunState
        {
            History = history,
            Epoch = Count(root, "epoch"),
            Batch = Count(root, "batch"),
            LossSum = Number(root, "lossSum"),
            LossWeight = Number(root, "lossWeight"),
            Rows = LongCount(root, "rows"),
            EpochTime = new TimeSpan(root.GetProperty("epochTicks").GetInt64()),
            Elapsed = new TimeSpan(root.GetProperty("elapsedTicks").GetInt64()),
            FirstLosses = Number(root, "firstLosses"),
            AverageLoss = Number(root, "averageLoss"),
            Stop = Watch(root.GetProperty("stop")),
            Keep = Watch(root.GetProperty("keep")),
            Plateau = Watch(root.GetProperty("plateau")),
            Reason = Enum.TryParse<EndReason>(root.GetProperty("reason").GetString(), out var reason) && Enum.IsDefined(reason) ? reason : null,
        };
        return new SavedState(
            state, stored, Count(root, "steps") - stored.Steps, LongCount(root, "gradients"), LongCount(root, "optimizerSteps"),
            RateFactor(root), root.GetProperty("hasBest").GetBoolean(), ReadTurns(root));
    }

    private static void WriteTurns(Utf8JsonWriter json, IReadOnlyList<Turn> turns)
    {
        json.WriteStartArray("turns");
        foreach (var turn in turns)
        {
            json.WriteStartObject();
            json.WriteNumber("steps", turn.Optimizer.Steps);
            Number(json, "rateFactor", turn.Optimizer.RateFactor);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static List<(long Steps, float RateFactor)> ReadTurns(JsonElement root) => root.TryGetProperty("turns", out var turns)
        ? [.. turns.EnumerateArray().Select(static turn => (LongCount(turn, "steps"), RateFactor(turn)))]
        : [];

    /// <summary>An optimizer takes no other; it would refuse it when a part of the run was restored already.</summary>
    private static float RateFactor(JsonElement element) => (float)Number(element, "rateFactor") is >= 0 and < float.PositiveInfinity and var factor
        ? factor
        : throw new FormatException("'rateFactor' is not a finite number of at least 0.");

    private static void Write(Utf8JsonWriter json, string name, Watch watch)
    {
        json.WriteStartObject(name);
        json.WriteString("by", watch.By);
        Number(json, "best", watch.Best);
        json.WriteNumber("since", watch.Since);
        json.WriteNumber("epoch", watch.Epoch);
        json.WriteEndObject();
    }

    private static Watch Watch(JsonElement element) =>
        new() { By = EpochJson.Text(element, "by"), Best = Number(element, "best"), Since = Count(element, "since"), Epoch = Count(element, "epoch") };
}

/// <summary>What a checkpoint says besides its tensors.</summary>
/// <param name="State">Where the run is; the last steps of its history come from tensors.</param>
/// <param name="Stored">What of the history is in files of its own.</param>
/// <param name="Steps">The number of steps that are not.</param>
/// <param name="Gradients">The network's count of gradients.</param>
/// <param name="OptimizerSteps">The optimizer's count of steps.</param>
/// <param name="RateFactor">What plateaus have made of the rate.</param>
/// <param name="HasBest">Whether it holds the best weights.</param>
/// <param name="Turns">The same of the optimizers of the run's turns.</param>
internal sealed record SavedState(
    RunState State, StoredHistory Stored, int Steps, long Gradients, long OptimizerSteps, float RateFactor, bool HasBest, IReadOnlyList<(long Steps, float RateFactor)> Turns);
