namespace Adjoint.Training;

/// <summary>A run of training that has ended: what it has measured, why it ended, and what it has made.</summary>
public abstract class Run
{
    private protected Run(RunResult result) => (History, Reason, Best, Score, HigherIsBetter, Last, Elapsed, Notes, Options, Data) =
        (result.History, result.Reason, result.Best, result.Score, result.HigherIsBetter, result.Last, result.Elapsed, result.Notes, result.Options, result.Data);

    /// <summary>What was measured.</summary>
    public History History { get; }

    /// <summary>Why the run has ended.</summary>
    public EndReason Reason { get; }

    /// <summary>The epoch whose weights the network has now, because they were judged best; null where it has the last ones.</summary>
    public EpochRecord? Best { get; }

    /// <summary>The value that the best epoch was judged by, as <see cref="TrainingOptions.Keep"/> says; NaN where nothing was judged.</summary>
    public double Score { get; }

    /// <summary>Whether more of <see cref="Score"/> is better.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>The weights of the last step, whichever the network has now: <c>run.Last.CopyTo(network)</c>.</summary>
    public Weights Last { get; }

    /// <summary>The time that the run has taken; stops between checkpoints are not counted.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>What happened on the way that is not a failure: a damaged checkpoint that was passed over, for instance.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>How the run was to go.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The network.</summary>
    public ITrainable Trained => TrainedNetwork;

    /// <summary>What it has learnt from, and was judged by.</summary>
    internal TrainingData Data { get; }

    private protected abstract ITrainable TrainedNetwork { get; }

    /// <summary>Measures the network, as it is now, on rows.</summary>
    /// <inheritdoc cref="EvaluationExtensions.Evaluate"/>
    public Evaluation Evaluate(Dataset data, Augmentation? preparation = null) => Trained.Evaluate(data, preparation);

    /// <summary>
    /// Writes a page about the run that any browser shows: a single file, which asks for nothing of the network. It has the curves of all that was measured and, of the network as it is now, its
    /// layers, its numbers, and how it judges rows: confusion matrix, calibration, its worst answers.
    /// </summary>
    /// <param name="path">The file; an older one is replaced as a whole, or not at all.</param>
    /// <param name="options">What is shown; null for the validation part of the run.</param>
    /// <exception cref="ArgumentException">The network does not take the rows.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its directory may not be written.</exception>
    public void Report(string path, ReportOptions? options = null) => RunReport.Save(path, this, options ?? new ReportOptions());
}

/// <summary>A run of training that has ended, and the network that it has trained.</summary>
/// <typeparam name="TNetwork">The network's class.</typeparam>
public sealed class Run<TNetwork> : Run
    where TNetwork : class, ITrainable
{
    internal Run(TNetwork network, RunResult result)
        : base(result) => Network = network;

    /// <summary>The network, with the weights that were judged best, or else the last ones.</summary>
    public TNetwork Network { get; }

    private protected override ITrainable TrainedNetwork => Network;
}

/// <summary>What a loop hands over at its end.</summary>
internal sealed record RunResult(History History, EndReason Reason, EpochRecord? Best, double Score, bool HigherIsBetter, Weights Last, TimeSpan Elapsed,
    IReadOnlyList<string> Notes, TrainingOptions Options, TrainingData Data);
