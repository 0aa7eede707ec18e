namespace Adjoint.Training;

/// <summary>Batches that a function gives.</summary>
internal sealed class GivenBatches : BatchSource
{
    private readonly Func<int, IEnumerable<MiniBatch>> batches;

    public GivenBatches(int count, Func<int, IEnumerable<MiniBatch>> batches, BatchOrder order, string fingerprint)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(fingerprint);
        if (order == BatchOrder.Positioned)
            throw new ArgumentException($"A function of the epoch cannot begin at any batch; say {nameof(BatchOrder.Repeatable)}, or derive a class from {nameof(BatchSource)}.", nameof(order));
        (Count, this.batches, Order, Fingerprint) = (count, batches, order, fingerprint);
    }

    public override int Count { get; }

    public override BatchOrder Order { get; }

    public override string Fingerprint { get; }

    public override IEnumerable<MiniBatch> Epoch(int epoch, int firstBatch) => batches(epoch);
}

/// <summary>The first batches of each epoch of another source.</summary>
internal sealed class FirstBatches(BatchSource all, int count) : BatchSource
{
    public override int Count { get; } = Math.Min(count, all.Count);

    public override BatchOrder Order => all.Order;

    public override string Fingerprint => all.Fingerprint;

    public override IEnumerable<MiniBatch> Epoch(int epoch, int firstBatch) => all.Epoch(epoch, firstBatch).Take(Count - firstBatch);
}
