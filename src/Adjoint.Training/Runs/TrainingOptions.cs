namespace Adjoint.Training;

/// <summary>How a run of training is to go. Everything has a default but the optimizer.</summary>
public sealed record TrainingOptions
{
    /// <summary>The passes over the training part; 10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Epochs { get; init => field = AtLeastOne(value, nameof(Epochs)); } = 10;

    /// <summary>The rows of a batch; 32 by default. Batches from elsewhere have their own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize { get; init => field = AtLeastOne(value, nameof(BatchSize)); } = 32;

    /// <summary>The batches whose gradients are added up for one step; 1 by default. What is left at the end of an epoch makes a step of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Accumulate { get; init => field = AtLeastOne(value, nameof(Accumulate)); } = 1;

    /// <summary>What turns gradients into steps; its <see cref="Optimizer.ClipNorm"/> and <see cref="Optimizer.ClipValue"/> clip them.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>What takes steps after each step of the network, on the same batch; none by default. Each has an optimizer of its own, and all go into checkpoints.</summary>
    /// <exception cref="ArgumentNullException">The value, or a turn in it, is null.</exception>
    public IReadOnlyList<Turn> Turns
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var turn in value)
                ArgumentNullException.ThrowIfNull(turn);
            field = [.. value];
        }
    } = [];

    /// <summary>The optimizers of the run, its own first.</summary>
    internal IEnumerable<Optimizer> Optimizers => Turns.Select(static turn => turn.Optimizer).Prepend(Optimizer);

    /// <summary>Decides the order of rows in each epoch, and what augmentation draws.</summary>
    public long Seed { get; init; }

    /// <summary>Whether each epoch has an order of its own; true by default.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Which rows an epoch has, where that is not each once in a shuffled order: <see cref="Data.Sampling.Balanced"/> for classes of unequal size.</summary>
    public Sampling? Sampling { get; init; }

    /// <summary>Whether a last batch that is not full is left out; see <see cref="MiniBatches.DropLast"/>.</summary>
    public bool DropLast { get; init; }

    /// <summary>What happens to rows that are learnt from, on their way into a batch.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <summary>What happens to rows that the run is judged by, such as <see cref="Augmentation.Normalize"/>.</summary>
    public Augmentation? Preparation { get; init; }

    /// <summary>
    /// What is measured on the validation part after each epoch, besides the loss and what <see cref="Stop"/>, <see cref="Keep"/> and <see cref="Plateau"/> look at. Of several outputs each
    /// metric judges the one it names, <see cref="Metric.On"/>.
    /// </summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Whether the loss over the training part is measured after each epoch too; by default the mean of the losses while learning must do.</summary>
    public bool MeasureTraining { get; init; }

    /// <summary>When to end before all epochs are done; never by default.</summary>
    public EarlyStopping? Stop { get; init; }

    /// <summary>
    /// Which weights are in the network at the end, however the run ends; null, the default, is <see cref="Best.Loss"/> where there is a validation part, and else
    /// <see cref="Best.None"/>.
    /// </summary>
    public Best? Keep { get; init; }

    /// <summary>When to lower the learning rate because the run gets no better; never by default.</summary>
    public Plateau? Plateau { get; init; }

    /// <summary>
    /// The share d that an average of the weights keeps of itself a step; null, the default, keeps no average. In early steps the share is less, (1 + step) / (10 + step). The
    /// average is what is judged, kept, and in the network at the end.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public double? AverageWeights
    {
        get;
        init => field = value is null or (>= 0 and < 1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(AverageWeights)} is {value}; it must be at least 0 and below 1, such as 0.999.");
    }

    /// <summary>The time after which the run ends, after the step that it is in; null, the default, is none. A run that is taken up again has it again.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>
    /// How many times its first losses the loss, averaged over about ten steps, may become before the run is ended as failed; 1,000 by default, null sets no bound. A loss or a
    /// gradient that is not finite ends it always.
    /// </summary>
    public double? Explosion { get; init; } = 1000;

    /// <summary>The folder for checkpoints; null, the default, writes none. A run that finds one there goes on from it.</summary>
    public string? Checkpoints { get; init; }

    /// <summary>Whether a run goes on from a checkpoint that it finds; true by default. False starts again, and replaces what is there.</summary>
    public bool Resume { get; init; } = true;

    /// <summary>The steps after which a checkpoint is written, besides those at the end of each epoch and of the run; null, the default, is none.</summary>
    public int? CheckpointSteps { get; init => field = value is { } steps ? AtLeastOne(steps, nameof(CheckpointSteps)) : null; }

    /// <summary>The time after which a checkpoint is written in the middle of an epoch; 10 minutes by default.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The processes that train together; null, the default, is this one alone. Each takes its share of every batch, and all end with the same network, bit for bit, however many
    /// they are. The first of them writes checkpoints and shows progress. Batch normalisation looks at all rows of the batch.
    /// </summary>
    public ICluster? Cluster { get; init; }

    /// <summary>
    /// Whether processes add their gradients up in one order, so that any number of them gives the same bits; true by default. False lets them do it in whichever order is fastest,
    /// with an eighth of the bytes.
    /// </summary>
    public bool Reproducible { get; init; } = true;

    /// <summary>
    /// The folder of an event file for TensorBoard; null, the default, writes none. Its axis is the optimizer's step: a run that goes on from a checkpoint goes on in the file, and one that begins
    /// at step 0 replaces it.
    /// </summary>
    public string? TensorBoard { get; init; }

    /// <summary>What the console shows; by default what suits it.</summary>
    public ProgressDisplay Display { get; init; }

    /// <summary>Receives how far the run is, some ten times a second, after each epoch and at the end; nothing else is shown then.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Called after each step, on the thread that trains. An exception ends the run after a checkpoint, and reaches the caller.</summary>
    public Action<StepRecord>? StepEnded { get; set; }

    /// <summary>Called after each epoch, as <see cref="StepEnded"/> is.</summary>
    public Action<EpochRecord>? EpochEnded { get; set; }

    /// <summary>For tests: what the bytes of a checkpoint pass on their way into its file.</summary>
    internal Func<Stream, Stream> CheckpointStream { get; init; } = static stream => stream;

    /// <summary>For tests: the steps after which the history so far goes into a file of its own; half a megabyte of floats.</summary>
    internal int HistoryPart { get; init; } = 1 << 16;

    private static int AtLeastOne(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least 1.");
}
