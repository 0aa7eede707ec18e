using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>
/// A part of a run's history as a safetensors file of its own. It is written once, and each one names the digest of the one before it: what a checkpoint costs does not depend on how many steps
/// came before it.
/// </summary>
internal static class HistoryPart<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Follows = "follows", Steps = "steps", Epochs = "epochs";

    /// <summary>Writes what is in no part yet.</summary>
    public static void Write(string folder, RunParts run)
    {
        var (history, stored) = (run.State.History, run.Stored);
        var count = history.Steps - stored.Steps;
        var block = Room(run.Network, count);
        history.CopyTo(stored.Steps, block.All[..count], block.All[count..]);
        var metadata = CheckpointMetadata.Head(run);
        metadata.Add((Follows, stored.Digest));
        metadata.Add((Steps, count.ToString(CultureInfo.InvariantCulture)));
        metadata.Add((Epochs, EpochJson.Text(history.Epochs.Skip(stored.Epochs))));
        var digest = CheckpointMetadata.DigestOf(metadata, MemoryMarshal.AsBytes(block.All));
        metadata.Add((CheckpointMetadata.Digest, digest));
        AtomicFile.Write(PathOf(folder, stored.Steps), stream => SafetensorsWriter.Write(run.Options.CheckpointStream(stream), block, CollectionsMarshal.AsSpan(metadata)));
        run.Stored = new StoredHistory(history.Steps, history.Epochs.Count, digest);
    }

    /// <summary>Reads the parts that a checkpoint refers to.</summary>
    /// <exception cref="CheckpointException">One is missing, damaged, or of another run.</exception>
    public static void Read(string folder, StoredHistory wanted, RunParts run, History history)
    {
        var found = StoredHistory.None;
        while (found.Steps < wanted.Steps)
            found = Read(folder, run, history, found);
        if (found != wanted)
            throw new CheckpointException($"'{PathOf(folder, 0)}' and the parts after it are the history of another run; put back those that were written with the checkpoint.");
    }

    private static StoredHistory Read(string folder, RunParts run, History history, StoredHistory before)
    {
        var path = PathOf(folder, before.Steps);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var metadata = CheckpointMetadata.Read(stream, path);
            if (!int.TryParse(metadata.GetValueOrDefault(Steps), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                throw new CheckpointException($"'{path}' is damaged: it does not say how many steps it has.");
            CheckpointMetadata.CheckSteps(count, Unsafe.SizeOf<T>(), stream);
            var block = Room(run.Network, count);
            block.Set(ModelFile.Values<T>(SafetensorsReader.Open(stream, block.Layout, path), block.Layout, path));
            var digest = CheckpointMetadata.CheckDigest(metadata, MemoryMarshal.AsBytes(block.All), path);
            if (count == 0 || metadata.GetValueOrDefault(Follows) != before.Digest)
                throw new CheckpointException($"'{path}' is the history of another run than the parts before it.");
            history.Add<T>(block.All[..count], block.All[count..]);
            EpochJson.Read(metadata.GetValueOrDefault(Epochs, ""), run.Metrics, history);
            return new StoredHistory(history.Steps, history.Epochs.Count, digest);
        }
        catch (FileNotFoundException fault)
        {
            throw new CheckpointException($"'{path}' is missing; checkpoints refer to it for the history of the run.", fault);
        }
        catch (Exception fault) when (fault is ModelFileException or JsonException or KeyNotFoundException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new CheckpointException($"'{path}' is damaged: {CheckpointMetadata.Reason(fault)}", fault);
        }
    }

    private static string PathOf(string folder, int firstStep) => CheckpointFolder.PartPath(folder, firstStep);

    private static ParameterBlock<T> Room(ITrainable network, int steps) => new(
        new ParameterLayout(network.Layout.Network, [Tensor("loss", steps, 0), Tensor("rate", steps, steps)]), seed: 0);

    private static ParameterInfo Tensor(string name, int length, int offset) =>
        new($"history{ModelFit.OfRun}{name}", [length], offset, ParameterRole.Weight, Initializer.Zeros, 1, 1, outputsTogether: 1);
}
