namespace Adjoint.Training;

/// <summary>How far a run is.</summary>
public sealed record TrainingProgress
{
    /// <summary>The epoch under way, from 0; <see cref="Epochs"/> after the last.</summary>
    public required int Epoch { get; init; }

    /// <summary>All epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The batches of this epoch that are learnt from.</summary>
    public required int Batch { get; init; }

    /// <summary>The batches of an epoch.</summary>
    public required int Batches { get; init; }

    /// <summary>The steps taken.</summary>
    public required long Step { get; init; }

    /// <summary>The mean loss of this epoch so far, while learning; NaN before its first step.</summary>
    public required double RunningLoss { get; init; }

    /// <summary>The learning rate of the last step.</summary>
    public required float Rate { get; init; }

    /// <summary>The rows learnt from in a second in this epoch.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>The time since the run began; stops between checkpoints are not counted.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>An estimate of the time to the end of all epochs; null before the first step.</summary>
    public required TimeSpan? Remaining { get; init; }

    /// <summary>The last epoch that is done; null before the first.</summary>
    public required EpochRecord? LastEpoch { get; init; }

    /// <summary>Why the run has ended; null while it goes on.</summary>
    public EndReason? Reason { get; init; }
}
