namespace Adjoint.Training;

/// <summary>All that a checkpoint holds: where a run is, and what it has made.</summary>
internal sealed class RunParts(ITrainable network, TrainingOptions options, string data, Judge judge)
{
    public ITrainable Network { get; } = network;

    public TrainingOptions Options { get; } = options;

    /// <summary>What tells the training part from others.</summary>
    public string Data { get; } = data;

    /// <summary>What is measured besides the loss.</summary>
    public IReadOnlyList<Metric> Metrics { get; } = judge.Metrics;

    public RunState State { get; set; } = new();

    /// <summary>What of its history is in files of its own.</summary>
    public StoredHistory Stored { get; set; } = StoredHistory.None;

    /// <summary>The average of the weights, where one is kept.</summary>
    public Weights? Average { get; set; }

    /// <summary>The weights that were judged best; null before the first epoch, or where none are kept.</summary>
    public Weights? Best { get; set; }
}
