namespace Adjoint.Training;

/// <summary>How a search is to go.</summary>
public sealed record SearchOptions
{
    /// <summary>Decides what is drawn.</summary>
    public long Seed { get; init; }

    /// <summary>The epochs of each trial, where all have as many; 10 by default.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The trials at a time; by default one for each processor.</summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;

    /// <summary>The folder that keeps the table of trials; null, the default, is none. A search that finds one there goes on from it.</summary>
    public string? Folder { get; init; }

    /// <summary>Called after each trial, one at a time.</summary>
    public Action<TrialRecord>? TrialEnded { get; init; }
}
