namespace Adjoint.Training;

/// <summary>What a run learns from, and what it is judged by: <c>data</c>, or <c>data.Split(0.9, seed: 1)</c>.</summary>
public sealed class TrainingData
{
    /// <summary>Rows to learn from, and perhaps some to judge by.</summary>
    /// <param name="training">What the run learns from.</param>
    /// <param name="validation">What it is judged by after each epoch; null for nothing.</param>
    public TrainingData(Dataset training, Dataset? validation = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        (Training, Validation) = (training, validation);
    }

    /// <summary>Batches from anywhere, and perhaps rows to judge by.</summary>
    /// <param name="batches">What the run learns from.</param>
    /// <param name="validation">What it is judged by after each epoch; null for nothing.</param>
    public TrainingData(BatchSource batches, Dataset? validation = null)
    {
        ArgumentNullException.ThrowIfNull(batches);
        (Batches, Validation) = (batches, validation);
    }

    /// <summary>Batches of your own, and perhaps rows to judge by. Their size, order and augmentation are their own.</summary>
    /// <param name="batches">What the run learns from, in the order of its own seed; nobody else is to go through it while the run does.</param>
    /// <param name="validation">What it is judged by after each epoch; null for nothing.</param>
    public TrainingData(MiniBatches batches, Dataset? validation = null)
    {
        ArgumentNullException.ThrowIfNull(batches);
        (Training, Batches, Validation) = (batches.Dataset, new DatasetBatches(batches), validation);
    }

    /// <summary>Windows of a run of tokens, and perhaps rows to judge by: <c>new TrainingData(batches, validation.Windows(length))</c>.</summary>
    /// <param name="batches">What the run learns from; nobody else is to go through it while the run does.</param>
    /// <param name="validation">What it is judged by after each epoch; null for nothing.</param>
    public TrainingData(TokenBatches batches, Dataset? validation = null)
    {
        ArgumentNullException.ThrowIfNull(batches);
        (Batches, Validation) = (new TokenWindows(batches), validation);
    }

    /// <summary>What the two parts of another are, with other batches.</summary>
    internal TrainingData(Dataset? training, BatchSource? batches, Dataset? validation) => (Training, Batches, Validation) = (training, batches, validation);

    /// <summary>The rows to learn from; null where batches come from no data set.</summary>
    public Dataset? Training { get; }

    /// <summary>Where batches come from, where the run does not make them itself.</summary>
    public BatchSource? Batches { get; }

    /// <summary>The rows to judge by, if there are any.</summary>
    public Dataset? Validation { get; }

    /// <summary>Rows to learn from alone.</summary>
    public static implicit operator TrainingData(Dataset training) => new(training);

    /// <summary>Rows of a table to learn from alone; with rows to judge by, <c>preparation.Apply(table.Split(…))</c>.</summary>
    public static implicit operator TrainingData(PreparedData training) => new((training ?? throw new ArgumentNullException(nameof(training))).Dataset);

    /// <summary>Rows of a table to learn from, and rows to judge by.</summary>
    public static implicit operator TrainingData((PreparedData Training, PreparedData Validation) parts) => new Split<PreparedData>(parts.Training, parts.Validation);

    /// <summary>Both parts of a table: <c>prepare.Apply(table.Split(…))</c>.</summary>
    public static implicit operator TrainingData(Split<PreparedData> split) => new((split ?? throw new ArgumentNullException(nameof(split))).Training, split.Validation);

    /// <summary>Batches to learn from alone.</summary>
    public static implicit operator TrainingData(BatchSource batches) => new(batches);

    /// <summary>Batches of your own to learn from alone.</summary>
    public static implicit operator TrainingData(MiniBatches batches) => new(batches);

    /// <summary>Windows of a run of tokens to learn from alone.</summary>
    public static implicit operator TrainingData(TokenBatches batches) => new(batches);

    /// <summary>What <see cref="Dataset.Split"/> returns: the first part to learn from, the second to judge by.</summary>
    public static implicit operator TrainingData((Dataset Training, Dataset Validation) parts) => new(parts.Training, parts.Validation);

    /// <summary>Both parts of a split.</summary>
    public static implicit operator TrainingData(Split<Dataset> split) => new((split ?? throw new ArgumentNullException(nameof(split))).Training, split.Validation);
}
