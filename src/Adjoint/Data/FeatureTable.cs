using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>The features of all rows of a data set, in whatever form they are kept.</summary>
internal abstract unsafe class FeatureTable
{
    /// <summary>A table of <paramref name="values"/> values, <paramref name="featureCount"/> a row.</summary>
    /// <exception cref="ArgumentException">The values are no whole number of rows.</exception>
    protected FeatureTable(int values, int featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        (Rows, var rest) = Math.DivRem(values, featureCount);
        if (rest != 0)
            throw new ArgumentException($"{values} values are no whole number of rows of {featureCount} features: {rest} are left over.", nameof(values));
        FeatureCount = featureCount;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Floats a row.</summary>
    public int FeatureCount { get; }

    /// <summary>Copies one row.</summary>
    public abstract void CopyRow(int row, Span<float> x);

    /// <summary>Copies <paramref name="rows"/> into lane blocks, <c>[block][feature][16]</c>.</summary>
    public void Gather(ReadOnlySpan<int> rows, AlignedBuffer blocks)
    {
        // The tables' pointers are unchecked: an index beyond them must not reach them.
        foreach (var row in rows)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(rows));
        for (var start = 0; start < rows.Length; start += LaneGather.Lanes)
            GatherBlock(rows.Slice(start, Math.Min(LaneGather.Lanes, rows.Length - start)), blocks.Pointer + (long)start * FeatureCount);
        GC.KeepAlive(blocks);
    }

    /// <summary>Copies up to sixteen rows into one lane block.</summary>
    protected abstract void GatherBlock(ReadOnlySpan<int> rows, float* block);
}

/// <summary>Features kept as floats.</summary>
internal sealed unsafe class FloatTable(float[] values, int featureCount) : FeatureTable(values.Length, featureCount)
{
    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> x) => values.AsSpan(row * FeatureCount, FeatureCount).CopyTo(x);

    /// <inheritdoc/>
    protected override void GatherBlock(ReadOnlySpan<int> rows, float* block)
    {
        fixed (float* table = values)
            LaneGather.Floats(table, FeatureCount, rows, block);
    }
}

/// <summary>Features kept as bytes, a quarter of the room, and converted on their way into a batch.</summary>
internal sealed unsafe class ByteTable(byte[] values, int featureCount, ByteConversion conversion) : FeatureTable(values.Length, featureCount)
{
    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> x)
    {
        var bytes = values.AsSpan(row * FeatureCount, FeatureCount);
        for (var feature = 0; feature < bytes.Length; feature++)
            x[feature] = conversion[bytes[feature]];
    }

    /// <inheritdoc/>
    protected override void GatherBlock(ReadOnlySpan<int> rows, float* block)
    {
        fixed (byte* table = values)
            LaneGather.Bytes(table, FeatureCount, rows, conversion, block);
    }
}
