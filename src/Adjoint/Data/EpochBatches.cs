namespace Adjoint.Data;

/// <summary>The batches of one epoch, for <c>foreach</c>; see <see cref="MiniBatches.Epoch"/> and <see cref="TokenBatches.Epoch"/>.</summary>
public readonly struct EpochBatches
{
    private readonly IBatches owner;
    private readonly int epoch;
    private readonly int firstBatch;

    internal EpochBatches(IBatches owner, int epoch, int firstBatch)
    {
        this.owner = owner;
        this.epoch = epoch;
        this.firstBatch = firstBatch;
    }

    /// <summary>Starts at the first batch that was asked for.</summary>
    public Enumerator GetEnumerator() => new(owner, owner.Start(epoch), firstBatch);

    /// <summary>A place among the batches of one epoch.</summary>
    public struct Enumerator
    {
        private readonly IBatches owner;
        private readonly int pass;
        private int next;

        internal Enumerator(IBatches owner, int pass, int firstBatch)
        {
            this.owner = owner;
            this.pass = pass;
            next = firstBatch;
            Current = null!;
        }

        /// <summary>The batch; the same object at every step, refilled.</summary>
        public MiniBatch Current { readonly get; private set; }

        /// <summary>Fills the next batch; false when all have been seen.</summary>
        /// <exception cref="InvalidOperationException">Another epoch of the same <see cref="MiniBatches"/> or <see cref="TokenBatches"/> has begun.</exception>
        public bool MoveNext()
        {
            if (next == owner.Count)
                return false;
            Current = owner.Fill(next++, pass);
            return true;
        }
    }
}
