using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>
/// Batches of windows at random places of a <see cref="TokenStream"/>, for networks with a label for each position: <c>foreach (var batch in batches.Epoch(0)) network.TrainStep(batch, optimizer)</c>.
/// The labels of a window are the same window one token later. One batch is kept and refilled, so nothing is allocated from step to step.
/// </summary>
public sealed class TokenBatches : IBatches
{
    /// <summary>The names of an only input, and of its target, as those of a <see cref="Dataset"/>.</summary>
    internal const string Input = "x", Target = "labels";

    private readonly MiniBatch batch;
    private int currentEpoch;
    private int passes;

    /// <summary>Prepares to take windows of a run of tokens.</summary>
    /// <param name="stream">The tokens.</param>
    /// <param name="length">The tokens of a window: the positions of the network's input.</param>
    /// <param name="batchSize">The windows of a batch.</param>
    /// <param name="seed">Equal seeds give equal windows, on every machine.</param>
    /// <exception cref="ArgumentException">The stream does not fill a window and the label after it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1, or the windows do not fit into one batch.</exception>
    public TokenBatches(TokenStream stream, int length, int batchSize, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        stream.CheckWindow(length);
        (Stream, Length, BatchSize, Seed) = (stream, length, batchSize, seed);
        batch = new MiniBatch([Room(Input)], [Room(Target)]);
        Count = (int)Math.Max(1, stream.Length / ((long)length * batchSize));
    }

    /// <summary>The tokens.</summary>
    public TokenStream Stream { get; }

    /// <summary>The tokens of a window.</summary>
    public int Length { get; }

    /// <summary>The windows of a batch; each batch has as many.</summary>
    public int BatchSize { get; }

    /// <summary>What decides the windows.</summary>
    public long Seed { get; }

    /// <summary>Batches an epoch; by default as many as have the number of the stream's tokens, and at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Count
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Count)} is {value}; an epoch must have at least 1 batch.");
    }

    /// <summary>
    /// <see cref="Count"/> batches. Their windows depend on the seed and on the number of the step alone, <c>epoch · Count</c> and the number of the batch in its epoch: training that is taken up
    /// again begins with the next number.
    /// </summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="firstBatch">The number of the batch to begin with, from 0 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epoch"/> is negative, or <paramref name="firstBatch"/> is negative or above <see cref="Count"/>.</exception>
    public EpochBatches Epoch(int epoch, int firstBatch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        if (firstBatch < 0 || firstBatch > Count)
            throw new ArgumentOutOfRangeException(nameof(firstBatch), firstBatch, $"The first batch is {firstBatch}; an epoch has {Count}, so it must be from 0 to {Count}.");
        return new EpochBatches(this, epoch, firstBatch);
    }

    /// <summary>Fills the batch of a step, for loops that count steps.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <returns>The batch; the same object each time, refilled.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public MiniBatch Batch(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        passes++;
        return Fill(step);
    }

    int IBatches.Start(int epoch)
    {
        currentEpoch = epoch;
        return ++passes;
    }

    MiniBatch IBatches.Fill(int number, int pass) => pass == passes
        ? Fill((long)currentEpoch * Count + number)
        : throw new InvalidOperationException("Another epoch of these batches has begun, and there is one batch only; give each loop its own TokenBatches.");

    private MiniBatch Fill(long step)
    {
        var random = new CounterRandom(Seed, (ulong)step);
        var (inputs, targets) = (batch.AllInputs[0], batch.AllTargets[0]);
        for (var row = 0; row < BatchSize; row++)
        {
            var start = random.NextInt(Stream.Length - Length);
            Stream.Tokens.Slice(start, Length).CopyTo(inputs.AllIndices.AsSpan(row * Length));
            Stream.Tokens.Slice(start + 1, Length).CopyTo(targets.AllIndices.AsSpan(row * Length));
        }
        (inputs.Rows, targets.Rows) = (BatchSize, BatchSize);
        return batch;
    }

    private PortRows Room(string name) => new(Port.OfIndices(name, Stream.Vocabulary, Length), BatchSize);
}
