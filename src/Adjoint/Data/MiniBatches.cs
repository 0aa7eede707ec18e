using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>
/// Goes through a data set in batches, in an order that depends on seed and epoch only: <c>foreach (var batch in batches.Epoch(3))</c>. One batch
/// and one order are kept and refilled, so that no step and no epoch allocates.
/// </summary>
public sealed class MiniBatches : IBatches
{
    private readonly Dataset dataset;
    private readonly MiniBatch batch;
    private readonly int[] order;
    private readonly long seed;
    private readonly bool shuffle;

    /// <summary>For each input what fills it with changed rows; null where rows are as they are.</summary>
    private readonly AugmentedRows?[] augmented;
    private readonly Mixup? mixing;
    private readonly MixedPairs? pairs;
    private readonly RowOrder? drawn;
    private int threads = Math.Min(Environment.ProcessorCount, Workers.MaxThreads);
    private int currentEpoch;
    private int passes;

    /// <summary>Prepares to go through <paramref name="dataset"/>.</summary>
    /// <param name="dataset">The rows.</param>
    /// <param name="batchSize">Rows a batch; the last one has what is left, unless <see cref="DropLast"/> leaves it out.</param>
    /// <param name="seed">Equal seeds give equal orders, on every machine.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own; without, rows come in their own order, as evaluation wants them.</param>
    /// <param name="augmentation">What happens to each row on its way into a batch; nothing by default. <see cref="Augmentation.On"/> says to which of several inputs.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1, or that many rows do not fit into one batch.</exception>
    /// <exception cref="ArgumentException">
    /// The augmentation is for rows of another length, or mixes rows whose labels are not classes, or are of more classes than it was told.
    /// </exception>
    public MiniBatches(Dataset dataset, int batchSize, long seed = 0, bool shuffle = true, Augmentation? augmentation = null)
        : this(dataset, batchSize, seed, shuffle, augmentation, static (_, _) => 0)
    {
    }

    /// <param name="dataset">The rows.</param>
    /// <param name="batchSize">Rows a batch.</param>
    /// <param name="seed">Decides the orders.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <param name="augmentation">What happens to each row on its way into a batch.</param>
    /// <param name="probabilities">For a target of labels the number of classes that it is to become a probability each of; 0 where labels stay what they are.</param>
    internal MiniBatches(Dataset dataset, int batchSize, long seed, bool shuffle, Augmentation? augmentation, Func<Dataset, int, int> probabilities)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        this.dataset = dataset;
        this.seed = seed;
        this.shuffle = shuffle;
        BatchSize = batchSize;
        var capacity = Math.Min(batchSize, dataset.Rows);
        mixing = augmentation?.Mixing;
        pairs = mixing is null ? null : new MixedPairs(capacity);
        augmented = augmentation is null ? new AugmentedRows?[dataset.InputPorts.Length] : AugmentationFit.Inputs(augmentation, dataset, seed, capacity, pairs);
        if (mixing is not null)
            probabilities = (data, target) => AugmentationFit.Classes(mixing, data, target);
        batch = new MiniBatch(
            [.. dataset.InputColumns.Select(column => new PortRows(column.Port, capacity, column.Precision))],
            [.. dataset.TargetColumns.Select((column, i) => TargetBatch.Room(column, probabilities(dataset, i), capacity))]) { Preparation = dataset.Preparation };
        order = new int[dataset.Rows];
    }

    /// <summary>The rows.</summary>
    internal Dataset Dataset => dataset;

    /// <summary>How they are ordered, such as <c>shuffled by seed 1</c>.</summary>
    internal string Order => Sampling is not null ? $"drawn by seed {seed}" : shuffle ? $"shuffled by seed {seed}" : "in order";

    /// <summary>Whether rows are mixed, and labels become probabilities.</summary>
    internal bool IsMixing => mixing is not null;

    /// <summary>Rows a batch; the last one of an epoch may have fewer, unless <see cref="DropLast"/> is set.</summary>
    public int BatchSize { get; }

    /// <summary>
    /// Whether an epoch leaves out a last batch of fewer rows than <see cref="BatchSize"/>; false by default, as PyTorch's <c>drop_last</c>. Shuffled, each
    /// epoch leaves out other rows. A network with batch normalisation needs it where a single row would be left, which has no variance.
    /// </summary>
    /// <exception cref="ArgumentException">The data set has fewer rows than a batch, so that no batch would be left.</exception>
    public bool DropLast
    {
        get;
        init
        {
            if (value && dataset.Rows < BatchSize)
                throw new ArgumentException(
                    $"{nameof(DropLast)} leaves no batch: the data set has {dataset.Rows} rows, and a batch {BatchSize}. Take smaller batches, or leave {nameof(DropLast)} out.", nameof(value));
            field = value;
        }
    }

    /// <summary>Which rows an epoch has and in which order, where that is neither the order of the rows nor a shuffled one; null by default.</summary>
    /// <exception cref="ArgumentException">The sampling needs labels that the rows do not have, or is for other rows.</exception>
    public Sampling? Sampling
    {
        get;
        init => (field, drawn) = (value, value?.Of(dataset));
    }

    /// <summary>Batches an epoch.</summary>
    public int Count => DropLast ? dataset.Rows / BatchSize : (int)(((long)dataset.Rows + BatchSize - 1) / BatchSize);

    /// <summary>The most threads that share the work of an augmentation, at first one for each processor. Batches do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Threads
    {
        get => threads;
        set
        {
            if (value < 1)
                throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Threads)} is {value}; it must be at least 1.");
            threads = Math.Min(value, Workers.MaxThreads);
        }
    }

    /// <summary>
    /// All rows once, in the order of epoch <paramref name="epoch"/>; with <see cref="DropLast"/> without those that fill no batch. Nothing else is
    /// remembered from epoch to epoch or from batch to batch: training that is taken up again begins with the next number of either.
    /// </summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="firstBatch">
    /// The number of the batch to begin with, from 0 to <see cref="Count"/>. Those before it are not filled, and the others are what they are in the whole epoch, down to
    /// what an augmentation draws.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epoch"/> is negative, or <paramref name="firstBatch"/> is negative or above <see cref="Count"/>.</exception>
    public EpochBatches Epoch(int epoch, int firstBatch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        if (firstBatch < 0 || firstBatch > Count)
            throw new ArgumentOutOfRangeException(nameof(firstBatch), firstBatch, $"The first batch is {firstBatch}; an epoch has {Count}, so it must be from 0 to {Count}.");
        return new EpochBatches(this, epoch, firstBatch);
    }

    /// <summary>Sets up the order of an epoch.</summary>
    int IBatches.Start(int epoch)
    {
        if (drawn is not null)
            Draw(drawn, epoch);
        else
            dataset.CopyIndex(order);
        if (drawn is null && shuffle)
            new CounterRandom(seed, (ulong)epoch).Shuffle(order);
        currentEpoch = epoch;
        return ++passes;
    }

    private void Draw(RowOrder rows, int epoch)
    {
        rows.Draw(new CounterRandom(seed, (ulong)epoch), order);
        foreach (ref var row in order.AsSpan())
            row = dataset.Locate(row);
    }

    MiniBatch IBatches.Fill(int number, int pass)
    {
        if (pass != passes)
            throw new InvalidOperationException("Another epoch of these batches has begun, and there is one batch only; give each loop its own MiniBatches.");
        var start = number * BatchSize;
        var rows = order.AsSpan(start, Math.Min(BatchSize, order.Length - start));
        pairs?.Draw(mixing!, seed, currentEpoch, number, rows);
        for (var i = 0; i < augmented.Length; i++)
        {
            if (augmented[i] is { } changed)
                changed.Gather(rows, currentEpoch, batch.AllInputs[i], threads);
            else
                dataset.InputColumns[i].Gather(rows, batch.AllInputs[i]);
        }
        for (var i = 0; i < batch.AllTargets.Length; i++)
            TargetBatch.Fill(dataset.TargetColumns[i], rows, pairs, batch.AllTargets[i]);
        return batch;
    }
}
