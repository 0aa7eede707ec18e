using System.Runtime.CompilerServices;

namespace Adjoint.Training;

/// <summary>Batches of rows that come one after another, from wherever: of more than fits into memory only a few batches are held.</summary>
public static class BatchExtensions
{
    /// <summary>Fills batches with rows in the order in which they come, one batch ahead on a thread of its own. Nothing is shuffled; shuffle where the rows come from.</summary>
    /// <param name="rows">The input of each row and its class.</param>
    /// <param name="network">The network that the batches are for, with one input of numbers and one target.</param>
    /// <param name="batchSize">Rows a batch; the last one has what is left.</param>
    /// <returns>Batches, each to be used before the next is asked for.</returns>
    /// <exception cref="ArgumentException">The network has several inputs or targets, or a row has another length than it reads.</exception>
    public static IEnumerable<MiniBatch> Batches(this IEnumerable<(float[] X, int Label)> rows, INetwork network, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var ring = new BatchRing<int>(network, batchSize, PortKind.Indices);
        return ring.Fill(rows.Select(static row => (row.X, new[] { row.Label }))).Prefetch();
    }

    /// <inheritdoc cref="Batches(IEnumerable{ValueTuple{float[], int}}, INetwork, int)"/>
    /// <param name="rows">The input of each row and its targets.</param>
    /// <param name="network">The network that the batches are for.</param>
    /// <param name="batchSize">Rows a batch.</param>
    public static IEnumerable<MiniBatch> Batches(this IEnumerable<(float[] X, float[] Targets)> rows, INetwork network, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new BatchRing<float>(network, batchSize, PortKind.Numbers).Fill(rows).Prefetch();
    }

    /// <inheritdoc cref="Batches(IEnumerable{ValueTuple{float[], int}}, INetwork, int)"/>
    public static IAsyncEnumerable<MiniBatch> Batches(this IAsyncEnumerable<(float[] X, int Label)> rows, INetwork network, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new BatchRing<int>(network, batchSize, PortKind.Indices).Fill(rows, static row => (row.X, [row.Label]), default).Prefetch();
    }

    /// <inheritdoc cref="Batches(IEnumerable{ValueTuple{float[], float[]}}, INetwork, int)"/>
    public static IAsyncEnumerable<MiniBatch> Batches(this IAsyncEnumerable<(float[] X, float[] Targets)> rows, INetwork network, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new BatchRing<float>(network, batchSize, PortKind.Numbers).Fill(rows, static row => row, default).Prefetch();
    }
}

/// <summary>
/// Batches that are filled in turn: one is in use, one waits, one is filled, so that none is overwritten while it is read.
/// </summary>
/// <typeparam name="TTarget">What targets are: indices or numbers.</typeparam>
internal sealed class BatchRing<TTarget>
    where TTarget : unmanaged
{
    private const int Batches = 3;

    private readonly INetwork network;
    private readonly int batchSize;
    private readonly Port input, target;

    public BatchRing(INetwork network, int batchSize, PortKind targets)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        (this.network, this.batchSize) = (network, batchSize);
        if (network.Inputs is not [{ Kind: PortKind.Numbers } only] || network.Targets is not [var told])
            throw new ArgumentException(
                $"'{network.Layout.Network}' has {network.Inputs.Count} inputs and {network.Targets.Count} targets; rows are for one input of numbers and one target. Fill batches of your own, new MiniBatch(network, rows).",
                nameof(network));
        if (told.Kind != targets)
            throw new ArgumentException(
                $"The rows have {(targets == PortKind.Indices ? "labels" : "targets")}, and '{network.Layout.Network}' compares with {(targets == PortKind.Indices ? "numbers" : "labels")}.",
                nameof(network));
        (input, target) = (only, told);
    }

    public IEnumerable<MiniBatch> Fill(IEnumerable<(float[] X, TTarget[] Y)> rows)
    {
        var filling = new Filling(this);
        foreach (var row in rows)
        {
            if (filling.Add(row))
                yield return filling.Take();
        }
        if (filling.Rows > 0)
            yield return filling.Take();
    }

    public async IAsyncEnumerable<MiniBatch> Fill<TRow>(IAsyncEnumerable<TRow> rows, Func<TRow, (float[] X, TTarget[] Y)> convert, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filling = new Filling(this);
        await foreach (var row in rows.WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (filling.Add(convert(row)))
                yield return filling.Take();
        }
        if (filling.Rows > 0)
            yield return filling.Take();
    }

    /// <summary>What one loop fills.</summary>
    private sealed class Filling(BatchRing<TTarget> owner)
    {
        private readonly MiniBatch[] batches = [.. Enumerable.Range(0, Batches).Select(_ => new MiniBatch(owner.network, owner.batchSize))];
        private readonly float[] x = new float[owner.batchSize * owner.input.Size];
        private readonly TTarget[] y = new TTarget[owner.batchSize * owner.target.Size];
        private long number;
        private int next;

        public int Rows { get; private set; }

        /// <summary>Adds a row; whether the batch is full.</summary>
        public bool Add((float[] X, TTarget[] Y) row)
        {
            if (row.X?.Length != owner.input.Size || row.Y?.Length != owner.target.Size)
                throw new ArgumentException(
                    $"Row {number} has {row.X?.Length ?? 0} inputs and {row.Y?.Length ?? 0} targets; '{owner.network.Layout.Network}' reads {owner.input.Size} and compares with {owner.target.Size}.");
            row.X.CopyTo(x, Rows * owner.input.Size);
            row.Y.CopyTo(y, Rows * owner.target.Size);
            number++;
            return ++Rows == owner.batchSize;
        }

        /// <summary>The batch of the rows that were added.</summary>
        public MiniBatch Take()
        {
            var batch = batches[next++ % Batches];
            batch.Inputs[0].Set(x.AsSpan(0, Rows * owner.input.Size));
            var targets = y.AsSpan(0, Rows * owner.target.Size);
            if (typeof(TTarget) == typeof(int))
                batch.Targets[0].Set(System.Runtime.InteropServices.MemoryMarshal.Cast<TTarget, int>(targets));
            else
                batch.Targets[0].Set(System.Runtime.InteropServices.MemoryMarshal.Cast<TTarget, float>(targets));
            Rows = 0;
            return batch;
        }
    }
}
