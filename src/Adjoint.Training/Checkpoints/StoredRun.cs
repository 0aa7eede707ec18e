using System.Globalization;
using System.Text.Json;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>A run as its checkpoints tell it, without its network: for reports of runs that go on elsewhere, or ended long ago.</summary>
internal sealed class StoredRun
{
    private static readonly ParameterLayout Nothing = new("any");

    private StoredRun(string path) => Path = path;

    /// <summary>The checkpoint.</summary>
    public string Path { get; }

    /// <summary>What was measured.</summary>
    public History History { get; } = new();

    /// <summary>What the checkpoint says of itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private set; } = new Dictionary<string, string>();

    /// <summary>Why the run has ended; null while it has not.</summary>
    public string? Reason { get; private set; }

    /// <summary>The epoch whose weights were judged best; −1 for none.</summary>
    public int Best { get; private set; } = -1;

    /// <summary>What the best epoch is judged by.</summary>
    public string BestBy { get; private set; } = "";

    /// <summary>The time that the run has taken.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>The network's tensors: name, shape and values.</summary>
    public List<(string Name, long[] Shape, double[] Values)> Tensors { get; } = [];

    /// <summary>Reads the newest checkpoint of a folder that is whole.</summary>
    /// <exception cref="CheckpointException">The folder is missing, or has no checkpoint that can be read; the message says why of each.</exception>
    public static StoredRun Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new CheckpointException($"There is no folder '{folder}'; name that of TrainingOptions.Checkpoints.");
        var faults = new List<string>();
        foreach (var path in CheckpointFolder.Newest(folder))
        {
            try
            {
                var run = new StoredRun(path);
                run.ReadAll(folder);
                return run;
            }
            catch (Exception fault) when (fault is IOException or ModelFileException or JsonException or KeyNotFoundException or FormatException or InvalidOperationException or OverflowException)
            {
                faults.Add(fault is CheckpointException or ModelFileException ? fault.Message : $"'{path}' is damaged: {CheckpointMetadata.Reason(fault)}");
            }
        }
        throw new CheckpointException(faults.Count == 0 ? $"The folder '{folder}' has no checkpoints; they are called {CheckpointFolder.Prefix}….safetensors." : string.Join(" ", faults));
    }

    private void ReadAll(string folder)
    {
        using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Metadata = CheckpointMetadata.Read(stream, Path);
        if (!Metadata.ContainsKey(ModelFit.CheckpointKey))
            throw new CheckpointException($"'{Path}' is not a checkpoint: it does not name its format.");
        using var document = JsonDocument.Parse(Metadata.GetValueOrDefault(CheckpointMetadata.State, ""));
        var root = document.RootElement;
        var (storedSteps, storedEpochs) = (EpochJson.Count(root.GetProperty("stored"), "steps"), EpochJson.Count(root.GetProperty("stored"), "epochs"));
        while (History.Steps < storedSteps)
            ReadPart(CheckpointFolder.PartPath(folder, History.Steps));
        if (History.Steps != storedSteps || History.Epochs.Count != storedEpochs)
            throw new CheckpointException($"'{Path}' refers to a history of {storedSteps} steps in files next to it, and these have {History.Steps}; put back those that were written with it.");
        var reader = SafetensorsReader.Open(stream, Nothing, Path);
        ReadSteps(reader, Path);
        AddEpochs(root.GetProperty("epochs"));
        if (EpochJson.Count(root, "steps") is var steps && History.Steps != steps)
            throw new CheckpointException($"'{Path}' is damaged: it is of {steps} steps, and its history has {History.Steps}.");
        Reason = root.GetProperty("reason").GetString() is { Length: > 0 } reason ? reason : null;
        Elapsed = new TimeSpan(root.GetProperty("elapsedTicks").GetInt64());
        var keep = root.GetProperty("keep");
        (Best, BestBy) = root.GetProperty("hasBest").GetBoolean() ? (EpochJson.Count(keep, "epoch"), EpochJson.Text(keep, "by")) : (-1, "");
        foreach (var entry in reader.Header.Entries.Where(static entry => !entry.Name.Contains(ModelFit.OfRun) && entry.Type is not null))
            Tensors.Add((entry.Name, entry.Shape, Values(reader, entry)));
    }

    private void ReadPart(string path)
    {
        var before = History.Steps;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var metadata = CheckpointMetadata.Read(stream, path);
        ReadSteps(SafetensorsReader.Open(stream, Nothing, path), path);
        if (History.Steps == before)
            throw new CheckpointException($"'{path}' is damaged: it is a part of a history, and has no steps.");
        using var epochs = JsonDocument.Parse(metadata.GetValueOrDefault("epochs", ""));
        AddEpochs(epochs.RootElement);
    }

    private void ReadSteps(SafetensorsReader reader, string path)
    {
        var (losses, rates) = (Find("loss"), Find("rate"));
        if (losses.Length != rates.Length)
            throw new CheckpointException($"'{path}' is damaged: its history has {losses.Length} losses and {rates.Length} rates.");
        History.Add<double>(losses, rates);

        double[] Find(string name) => reader.Header.Entries.FirstOrDefault(entry => entry.Name == $"history{ModelFit.OfRun}{name}" && entry.Type is not null) is { } entry
            ? Values(reader, entry)
            : throw new CheckpointException($"'{path}' has no 'history{ModelFit.OfRun}{name}'; it is not a checkpoint of a run.");
    }

    private void AddEpochs(JsonElement epochs)
    {
        foreach (var epoch in epochs.EnumerateArray())
        {
            StoredMetric[] metrics = [.. epoch.GetProperty("metrics").EnumerateObject().Select(static metric => new StoredMetric(metric.Name))];
            History.Add(EpochJson.Epoch(epoch, metrics));
        }
    }

    /// <summary>The header has been held against the length of the file, so no more is allocated than there is.</summary>
    private static double[] Values(SafetensorsReader reader, SafetensorsEntry entry)
    {
        var values = new double[checked((int)((entry.End - entry.Begin) / SafetensorsTypes.Size(entry.Type!.Value)))];
        reader.Read<double>(entry, values);
        return values;
    }

    /// <summary>A short account, for who has many runs.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Metadata.GetValueOrDefault("network")}: {History.Epochs.Count} epochs, {History.Steps:N0} steps, {Reason ?? "not ended"}");
}
