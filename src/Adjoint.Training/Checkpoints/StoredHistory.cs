namespace Adjoint.Training;

/// <summary>How much of a run's history is in files of its own, which checkpoints only refer to.</summary>
/// <param name="Steps">The steps in them.</param>
/// <param name="Epochs">The epochs in them.</param>
/// <param name="Digest">That of the last one, which includes those before it; empty where there are none.</param>
internal readonly record struct StoredHistory(int Steps, int Epochs, string Digest)
{
    /// <summary>An epoch, with its metrics, takes as many bytes as some steps.</summary>
    private const int StepsOfEpoch = 64;

    public static StoredHistory None { get; } = new(0, 0, "");

    /// <summary>Whether what has been added since is as long as a part.</summary>
    public bool IsPartDue(History history, int steps) => history.Steps - Steps + (long)StepsOfEpoch * (history.Epochs.Count - Epochs) >= steps;
}
