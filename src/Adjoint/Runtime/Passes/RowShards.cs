namespace Adjoint.Runtime;

/// <summary>
/// The consecutive parts of a batch, of which a process computes some, while others compute the rest: the gradient of the mean loss over the batch is the sum of theirs, and that of each
/// depends on nothing but the batch. Masks of dropout are those of the row in the batch; where a layer normalises over the batch, all shards tell each other what their rows say.
/// </summary>
internal abstract class RowShards
{
    /// <summary>The shards, those without rows among them: as many as <see cref="Exchange"/> gives numbers of.</summary>
    public abstract int Count { get; }

    /// <summary>The first of those that are computed here.</summary>
    public abstract int First { get; }

    /// <summary>How many are computed here.</summary>
    public abstract int Own { get; }

    /// <summary>The rows of a shard: whole lane blocks, but for those of the last. A shard may have none.</summary>
    public abstract (int First, int Count) RowsOf(int shard, int rows);

    /// <summary>Receives the numbers of all shards, in their order. All processes come here equally often.</summary>
    /// <param name="own">The numbers of those that are computed here.</param>
    /// <param name="all">Receives those of all.</param>
    public abstract void Exchange(ReadOnlySpan<double> own, Span<double> all);

    /// <summary>Takes what a shard adds.</summary>
    /// <param name="shard">The shard; one without rows adds nothing and does not come.</param>
    /// <param name="loss">To the mean loss of the batch.</param>
    /// <param name="gradient">To its gradient, the bytes of the numbers.</param>
    /// <param name="statistics">The running statistics as they are if the step is taken, the same for each shard.</param>
    public abstract void Take(int shard, double loss, ReadOnlySpan<byte> gradient, ReadOnlySpan<byte> statistics);
}
