using System.Runtime.CompilerServices;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>The numbers of one column of a data set, in whatever form they are kept.</summary>
/// <typeparam name="T">What they are in a batch: floats or doubles.</typeparam>
internal abstract unsafe class FeatureTable<T>
    where T : unmanaged
{
    /// <summary>A table of <paramref name="values"/> values, <paramref name="featureCount"/> a row.</summary>
    /// <exception cref="ArgumentException">The values do not divide into rows.</exception>
    protected FeatureTable(int values, int featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        (Rows, var rest) = Math.DivRem(values, featureCount);
        if (rest != 0)
            throw new ArgumentException($"{values} values do not divide into rows of {featureCount} features ({rest} left over).", nameof(values));
        FeatureCount = featureCount;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Numbers a row.</summary>
    public int FeatureCount { get; }

    /// <summary>Copies one row.</summary>
    public abstract void CopyRow(int row, Span<T> x);

    /// <summary>Copies <paramref name="rows"/> into lane blocks, <c>[block][feature][16]</c>; lanes without a row become zero.</summary>
    public void Gather(ReadOnlySpan<int> rows, AlignedBuffer<T> blocks)
    {
        // An array table's pointers are unchecked: an index beyond it must not reach them.
        foreach (var row in rows)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(rows));
        for (var start = 0; start < rows.Length; start += LaneBlocks.Rows)
            GatherBlock(rows.Slice(start, Math.Min(LaneBlocks.Rows, rows.Length - start)), blocks.Pointer + (long)start * FeatureCount);
        GC.KeepAlive(blocks);
    }

    /// <summary>Copies up to sixteen rows into one lane block.</summary>
    protected abstract void GatherBlock(ReadOnlySpan<int> rows, T* block);
}

/// <summary>Features kept as they are.</summary>
internal sealed unsafe class ArrayTable<T>(T[] values, int featureCount) : FeatureTable<T>(values.Length, featureCount)
    where T : unmanaged
{
    /// <summary>One row, where it is.</summary>
    public ReadOnlySpan<T> Row(int row) => values.AsSpan(row * FeatureCount, FeatureCount);

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<T> x) => Row(row).CopyTo(x);

    /// <inheritdoc/>
    [SkipLocalsInit]
    protected override void GatherBlock(ReadOnlySpan<int> rows, T* block)
    {
        var pointers = stackalloc T*[LaneBlocks.Rows];
        fixed (T* table = values)
        {
            for (var lane = 0; lane < rows.Length; lane++)
                pointers[lane] = table + (long)rows[lane] * FeatureCount;
            LaneBlocks.FromRows(pointers, rows.Length, FeatureCount, block);
        }
    }
}

/// <summary>Features kept as bytes, a quarter of the room, and converted on their way into a batch.</summary>
internal sealed unsafe class ByteTable(byte[] values, int featureCount, ByteConversion conversion) : FeatureTable<float>(values.Length, featureCount)
{
    /// <summary>The features converted at a time: of sixteen rows 4 KiB, which stay in the cache until they are transposed.</summary>
    private const int Tile = 64;

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> x) => conversion.Convert(values.AsSpan(row * FeatureCount, FeatureCount), x);

    /// <inheritdoc/>
    [SkipLocalsInit]
    protected override void GatherBlock(ReadOnlySpan<int> rows, float* block)
    {
        var floats = stackalloc float[LaneBlocks.Rows * Tile];
        var pointers = stackalloc float*[LaneBlocks.Rows];
        for (var lane = 0; lane < rows.Length; lane++)
            pointers[lane] = floats + lane * Tile;
        for (var first = 0; first < FeatureCount; first += Tile)
        {
            var width = Math.Min(Tile, FeatureCount - first);
            for (var lane = 0; lane < rows.Length; lane++)
                conversion.Convert(values.AsSpan(rows[lane] * FeatureCount + first, width), new Span<float>(pointers[lane], width));
            LaneBlocks.FromRows(pointers, rows.Length, width, block + (nint)first * LaneBlocks.Rows);
        }
    }
}
