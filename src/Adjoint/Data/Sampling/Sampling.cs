namespace Adjoint.Data;

/// <summary>
/// Which rows an epoch has, and in which order: <c>new MiniBatches(data, 32, seed) { Sampling = Sampling.Balanced() }</c>. Like a shuffled order it depends on seed and epoch only.
/// </summary>
public abstract class Sampling
{
    private protected Sampling()
    {
    }

    /// <summary>Each row once, the classes spread so that every batch has them in the shares of the whole, to about one row.</summary>
    /// <param name="target">Of several targets the name of the one whose classes count.</param>
    public static Sampling Stratified(string? target = null) => new ByClass("stratified", target, static rows => new StratifiedOrder(rows));

    /// <summary>
    /// As many rows as there are, drawn so that each class is as likely as any other, and each row of a class as any other of it. Rows of rare classes come several times, others not at all.
    /// </summary>
    /// <param name="target">Of several targets the name of the one whose classes count.</param>
    public static Sampling Balanced(string? target = null) => new ByClass("balanced", target, static rows => new BalancedOrder(rows));

    /// <summary>As many rows as there are, each draw taking a row with a probability in proportion to its weight.</summary>
    /// <param name="weights">One for each row, none negative.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    public static Sampling Weighted(IReadOnlyList<float> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.FirstOrDefault(static w => !(w >= 0 && float.IsFinite(w)), 0) is not 0 and var wrong)
            throw new ArgumentException($"A weight is {wrong}; weights must be finite and 0 or more.", nameof(weights));
        return weights.Any(static w => w > 0) ? new ByWeight([.. weights]) : throw new ArgumentException("All weights are 0, so no row could be drawn.", nameof(weights));
    }

    /// <summary>The sampling of the rows of a data set.</summary>
    /// <exception cref="ArgumentException">It has no labels where they are needed, or another number of rows.</exception>
    internal abstract RowOrder Of(Dataset dataset);

    /// <summary>What tells one sampling from another, for checkpoints.</summary>
    public abstract override string ToString();

    private sealed class ByClass(string name, string? target, Func<int[][], RowOrder> create) : Sampling
    {
        public override string ToString() => $"{name} by {target ?? "label"}";

        internal override RowOrder Of(Dataset dataset)
        {
            var labels = dataset.TargetPorts.Where(port => port is { Kind: PortKind.Indices, Size: 1 } && (target is null || port.Name == target)).ToList();
            if (labels is not [var port])
                throw new ArgumentException(
                    $"The rows have the targets {PortMatch.Names(dataset.TargetPorts)}, and {labels.Count} of them are labels{(target is null ? "" : $" called '{target}'")}; "
                + "one is needed. Name it, or sample in another way.",
                    nameof(dataset));
            // Negative labels are a class of their own: rows that the loss may ignore are still rows of an epoch.
            return create([.. Enumerable.Range(0, dataset.Rows).GroupBy(row => Math.Max(-1, dataset.Label(port.Name, row))).OrderBy(static rows => rows.Key).Select(static rows => rows.ToArray())]);
        }
    }

    private sealed class ByWeight(float[] weights) : Sampling
    {
        public override string ToString()
        {
            var checksum = new Crc32();
            checksum.Add(System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights.AsSpan()));
            return $"weighted {checksum.Value:x8}";
        }

        internal override RowOrder Of(Dataset dataset) => dataset.Rows == weights.Length
            ? new WeightedOrder(weights)
            : throw new ArgumentException($"There are {weights.Length} weights for {dataset.Rows} rows; give each row one.", nameof(dataset));
    }
}
