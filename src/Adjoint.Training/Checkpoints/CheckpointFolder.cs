using System.Globalization;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>The checkpoints of one run: the two newest, the history before them if it is long, and the weights that were judged best as a file of the network.</summary>
internal sealed class CheckpointFolder
{
    /// <summary>How the names of the files begin and end.</summary>
    public const string Prefix = "step-", HistoryPrefix = "history-", Extension = ".safetensors";

    private const int Kept = 2;

    private readonly string folder;
    private readonly RunParts run;
    private bool isBestNew;

    /// <summary>Creates the folder, unless it is there, and deletes what killed processes have left half written; of several processes the first does.</summary>
    public CheckpointFolder(string folder, RunParts run)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (this.folder, this.run) = (folder, run);
        if (IsFirst)
        {
            Directory.CreateDirectory(folder);
            TemporaryFile.SweepFolder(folder);
        }
        run.Options.Cluster?.Wait();
    }

    /// <summary>Whether this process writes; others of a cluster only read.</summary>
    private bool IsFirst => run.Options.Cluster is null or { Rank: 0 };

    /// <summary>The weights that were judged best, for the network's <c>Load</c>.</summary>
    private string BestPath => Path.Combine(folder, "best" + Extension);

    /// <summary>
    /// Puts the run where the newest checkpoint that can be used says that it was. Returns what was wrong with newer ones; nothing where there is no checkpoint at all.
    /// </summary>
    /// <exception cref="CheckpointException">There are some, and none can be used.</exception>
    public IReadOnlyList<string> Restore()
    {
        var faults = new List<string>();
        var paths = Newest();
        foreach (var path in paths)
        {
            try
            {
                if (run.Network.Precision == Precision.Double)
                    CheckpointFile<double>.Read(path, run);
                else
                    CheckpointFile<float>.Read(path, run);
                return [.. faults.Select(fault => $"{fault} The run goes on from '{path}', which is older.")];
            }
            catch (CheckpointException fault)
            {
                faults.Add(fault.Message);
            }
        }
        return faults.Count == 0 ? [] : throw new CheckpointException(
            $"{string.Join(" ", faults)} Name another folder, delete this one, or set {nameof(TrainingOptions.Resume)} = false to start again and replace what is there.");
    }

    /// <summary>Deletes all checkpoints.</summary>
    public void Clear()
    {
        if (!IsFirst)
            return;
        foreach (var path in Newest().Concat(Directory.GetFiles(folder, $"{HistoryPrefix}*{Extension}")))
            File.Delete(path);
        File.Delete(BestPath);
    }

    /// <summary>Says that the best weights have changed since the last checkpoint.</summary>
    public void NoteBest() => isBestNew = true;

    /// <summary>Writes one more checkpoint, and deletes those that are too old.</summary>
    public void Save()
    {
        if (!IsFirst)
            return;
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{run.State.Step:D9}{Extension}"));
        if (run.Network.Precision == Precision.Double)
            Save<double>(path);
        else
            Save<float>(path);
        foreach (var old in Newest().Skip(Kept))
            File.Delete(old);
    }

    private void Save<T>(string path)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (isBestNew && run.Best is Weights<T> best)
        {
            var block = new ParameterBlock<T>(run.Network.Layout, seed: 0);
            best.Values.CopyTo(block.All);
            ModelFile.Save(BestPath, block);
            isBestNew = false;
        }
        if (run.Stored.IsPartDue(run.State.History, run.Options.HistoryPart))
            HistoryPart<T>.Write(folder, run);
        CheckpointFile<T>.Write(path, run);
    }

    private string[] Newest() => Newest(folder);

    /// <summary>The checkpoints of a folder, the newest first.</summary>
    public static string[] Newest(string folder) => [.. Directory.GetFiles(folder, $"{Prefix}*{Extension}").OrderDescending(StringComparer.Ordinal)];

    /// <summary>The part of a history that begins with a step.</summary>
    public static string PartPath(string folder, int firstStep) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{HistoryPrefix}{firstStep:D9}{Extension}"));
}
