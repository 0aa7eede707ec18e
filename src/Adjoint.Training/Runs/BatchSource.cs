namespace Adjoint.Training;

/// <summary>How well a source of batches knows its own order: whether training that was stopped can be taken up again.</summary>
public enum BatchOrder
{
    /// <summary>It begins at any batch at once.</summary>
    Positioned,

    /// <summary>It gives the same batches each time it is asked for an epoch; those before the first that is wanted are passed over.</summary>
    Repeatable,

    /// <summary>It may give others: what was trained on before a stop cannot be told from the rest, and so checkpoints are refused.</summary>
    Unknown,
}

/// <summary>Where the batches of a run come from: a data set, or anything of your own.</summary>
public abstract class BatchSource
{
    /// <summary>The batches of an epoch.</summary>
    public abstract int Count { get; }

    /// <summary>How well it knows its order.</summary>
    public virtual BatchOrder Order => BatchOrder.Positioned;

    /// <summary>What tells its rows from others, for checkpoints; empty where nothing does.</summary>
    public virtual string Fingerprint => "";

    /// <summary>The batches of an epoch; each may be overwritten when the next is asked for.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="firstBatch">The number of the batch to begin with; 0 unless <see cref="Order"/> is <see cref="BatchOrder.Positioned"/>.</param>
    public abstract IEnumerable<MiniBatch> Epoch(int epoch, int firstBatch);

    /// <summary>Batches from anywhere, such as <c>rows.Batches(network, batchSize: 32)</c>.</summary>
    /// <param name="count">The batches of an epoch. Where there are more, such as in a stream without an end, the others are left out.</param>
    /// <param name="epoch">Gives the batches of an epoch, each may be overwritten when the next is asked for.</param>
    /// <param name="order">How well it knows its order; <see cref="BatchOrder.Unknown"/>, the default, has no checkpoints.</param>
    /// <param name="fingerprint">What tells the rows from others, for checkpoints.</param>
    /// <exception cref="ArgumentException"><paramref name="order"/> is <see cref="BatchOrder.Positioned"/>: derive a class, which is told the first batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static BatchSource Of(int count, Func<int, IEnumerable<MiniBatch>> epoch, BatchOrder order = BatchOrder.Unknown, string fingerprint = "") =>
        new GivenBatches(count, epoch ?? throw new ArgumentNullException(nameof(epoch)), order, fingerprint);

    /// <summary>The batches of several data sets one after the other, such as the parts of a file that does not fit into memory.</summary>
    /// <param name="count">The batches of an epoch, of all data sets together.</param>
    /// <param name="epoch">Gives the data sets of an epoch, each in batches: <c>parts.Select(part => new MiniBatches(prepare.Apply(part), batchSize: 32, seed: 1)).Prefetch()</c>.</param>
    /// <param name="order">How well it knows its order; <see cref="BatchOrder.Unknown"/>, the default, has no checkpoints.</param>
    /// <param name="fingerprint">What tells the rows from others, for checkpoints.</param>
    /// <inheritdoc cref="Of(int, Func{int, IEnumerable{MiniBatch}}, BatchOrder, string)"/>
    public static BatchSource Of(int count, Func<int, IEnumerable<MiniBatches>> epoch, BatchOrder order = BatchOrder.Unknown, string fingerprint = "")
    {
        ArgumentNullException.ThrowIfNull(epoch);
        return Of(count, InTurn, order, fingerprint);

        IEnumerable<MiniBatch> InTurn(int number)
        {
            foreach (var part in epoch(number))
            {
                foreach (var batch in part.Epoch(number))
                    yield return batch;
            }
        }
    }

    /// <summary>The batches of an epoch from one on, whatever the order is, and as many as there are to be.</summary>
    /// <exception cref="InvalidOperationException">There are fewer.</exception>
    internal IEnumerable<MiniBatch> From(int epoch, int firstBatch)
    {
        var number = firstBatch;
        // A run may have been interrupted between the last step of an epoch and its end.
        if (number == Count)
            yield break;
        foreach (var batch in Order == BatchOrder.Positioned ? Epoch(epoch, firstBatch) : Epoch(epoch, 0).Skip(firstBatch))
        {
            yield return batch;
            if (++number == Count)
                yield break;
        }
        throw new InvalidOperationException($"Epoch {epoch} has ended after {number} batches, and {Count} were announced; give that many each time.");
    }
}
