using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Adjoint.Data;
using Adjoint.Runtime;
using Adjoint.Training;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>
/// A checkpoint, and the part of a run's history that belongs to it, read to go on and read for a report. Whoever changes a file can compute its digest too, and so it is computed again here.
/// </summary>
internal static class CheckpointTargets
{
    private const int Steps = 6;

    private static readonly string[] words =
    [
        "\\\"steps\\\"", "\\\"epoch\\\"", "\\\"batch\\\"", "\\\"rateFactor\\\"", "\\\"lossSum\\\"", "\\\"stored\\\"", "\\\"digest\\\"", "\\\"epochs\\\"", "\\\"hasBest\\\"", "\\\"reason\\\"", "\\\"keep\\\"",
        "\\\"by\\\"", "\\\"best\\\"", "true", "false", "null", "NaN", "-1", "1e999", "[", "]", "{", "}", ",", "history/loss", "optimizer/", "\"F32\"", "\"I8\"",
    ];

    private static readonly string folder = Scratch.Folder("run");
    private static readonly Lazy<RunParts> run = new(Trained);

    private static string Newest => Path.Combine(folder, FormattableString.Invariant($"{CheckpointFolder.Prefix}{Steps:D9}{CheckpointFolder.Extension}"));

    private static string Part => CheckpointFolder.PartPath(folder, 0);

    public static IEnumerable<Target> All()
    {
        Target[] targets =
        [
            new("checkpoint", () => [Sound.Checkpoint], file => Resume(file, Sound.Part), typeof(CheckpointException)),
            new("checkpoint-history", () => [Sound.Part], file => Resume(Sound.Checkpoint, file), typeof(CheckpointException)),
            new("report", () => [Sound.Checkpoint], file => Report(file, Sound.Part), typeof(CheckpointException)),
            new("report-history", () => [Sound.Part], file => Report(Sound.Checkpoint, file), typeof(CheckpointException)),
        ];
        return targets.Select(target => target with { Seeds = () => [target.Seeds()[0][8..]], Words = words, Packed = Signed, Share = 2 });
    }

    /// <summary>The files of a run of three epochs, of whose history the first part is in a file of its own.</summary>
    private static (byte[] Checkpoint, byte[] Part) Sound => run.Value is not null ? sound : default;

    private static (byte[] Checkpoint, byte[] Part) sound;
    private static CheckpointFile<float>.Parts? layout;

    private static RunParts Trained()
    {
        var network = new Small(seed: 1);
        var data = new Dataset([.. Enumerable.Range(0, 24).Select(static i => i / 10f)], 3, [0, 1, 0, 1, 1, 0, 1, 0]);
        var options = new TrainingOptions
        {
            Epochs = 3,
            BatchSize = 4,
            Optimizer = new Adam(1e-2f),
            Checkpoints = folder,
            CheckpointSteps = 2,
            HistoryPart = 100,
            AverageWeights = 0.9,
            Keep = Best.Loss,
            Display = ProgressDisplay.None,
        };
        Trainer.Fit(network, new TrainingData(data, data), options);
        sound = (File.ReadAllBytes(Newest), File.ReadAllBytes(Part));
        foreach (var other in CheckpointFolder.Newest(folder).Where(static path => path != Newest))
            File.Delete(other);
        var parts = new RunParts(network, options, new DatasetBatches(data, options).Fingerprint, new Adjoint.Training.Judge(network, new TrainingData(data, data), options))
        {
            Average = Weights.Of(network),
        };
        CheckpointFile<float>.Read(Newest, parts);
        layout = new(network, options, hasBest: parts.Best is not null, hasAverage: true, parts.State.History.Steps - parts.Stored.Steps);
        return parts;
    }

    private static string Resume(byte[] checkpoint, byte[] part)
    {
        var parts = run.Value;
        Write(checkpoint, part);
        var (before, state) = (State(parts), parts.State);
        try
        {
            CheckpointFile<float>.Read(Newest, parts);
            return $"a run that goes on, {parts.State.Reason}";
        }
        catch (CheckpointException)
        {
            SafetensorsTargets.Same(before, State(parts), "The run");
            if (!ReferenceEquals(state, parts.State))
                throw new InvalidOperationException("The run is at another step, though the file was refused.");
            throw;
        }
    }

    private static float[] State(RunParts parts) =>
    [
        .. Weights<float>.Block(parts.Network).All, .. ((Weights<float>)parts.Average!).Values, parts.Network.TrainingStep, parts.Options.Optimizer.Steps, parts.Options.Optimizer.RateFactor,
        .. parts.Options.Optimizer.State.SelectMany(static tensor =>
        {
            var values = new float[tensor.Length];
            tensor.CopyTo(values);
            return values;
        }),
    ];

    private static string Report(byte[] checkpoint, byte[] part)
    {
        _ = Sound;
        Write(checkpoint, part);
        RunFolder.Report(folder, Path.Combine(folder, "report.html"));
        var history = History.Read(folder);
        history.SaveCsv(Path.Combine(folder, "epochs.csv"));
        history.SaveJson(Path.Combine(folder, "history.json"));
        return $"a report of {history.Epochs.Count} epochs";
    }

    private static void Write(byte[] checkpoint, byte[] part)
    {
        File.WriteAllBytes(Newest, checkpoint);
        File.WriteAllBytes(Part, part);
    }

    /// <summary>The length of the header before it, and in it the digest of what the file says now; a file that says nothing stays as it is.</summary>
    private static byte[] Signed(byte[] content)
    {
        var file = SafetensorsHeaders.WithLength(content);
        try
        {
            var metadata = CheckpointMetadata.Read(new MemoryStream(file), "file");
            if (!metadata.TryGetValue(CheckpointMetadata.Digest, out var old) || old.Length != 64 || old.Any(static c => !char.IsAsciiHexDigitUpper(c)))
                return file;
            var signed = CheckpointMetadata.DigestOf(metadata.Select(static entry => (entry.Key, entry.Value)), Values(file, metadata));
            return Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file).Replace(old, signed, StringComparison.Ordinal));
        }
        catch (Exception fault) when (fault is CheckpointException or ModelFileException or EndOfStreamException)
        {
            return file;
        }
    }

    /// <summary>The values in the order of the digest: that of the run, with the room between tensors that it has in memory.</summary>
    private static ReadOnlySpan<byte> Values(byte[] file, Dictionary<string, string> metadata)
    {
        if (!metadata.ContainsKey(CheckpointMetadata.State))
            return file.AsSpan(8 + (int)BinaryPrimitives.ReadInt64LittleEndian(file));
        var block = layout!.Room();
        block.Set(ModelFile.Values<float>(SafetensorsReader.Open(new MemoryStream(file), block.Layout, "file"), block.Layout, "file"));
        return MemoryMarshal.AsBytes(block.All);
    }
}
