using System.Numerics;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>
/// Some rows of one port, as networks read and write them: numbers in lane blocks, sixteen rows side by side, or indices row after row.
/// </summary>
public sealed unsafe class PortRows
{
    private readonly AlignedBuffer<float>? floats;
    private readonly AlignedBuffer<double>? doubles;
    private readonly int[] indices = [];

    /// <summary>Makes room for rows.</summary>
    /// <param name="port">What a row is.</param>
    /// <param name="capacity">The most rows.</param>
    /// <param name="precision">The type of numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">That many rows do not fit.</exception>
    public PortRows(Port port, int capacity, Precision precision = Precision.Single)
    {
        ArgumentNullException.ThrowIfNull(port);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        (Port, Capacity, Precision) = (port, capacity, precision);
        var length = port.Kind == PortKind.Numbers ? (long)LaneBlocks.Count(capacity) * LaneBlocks.Rows * port.Size : (long)capacity * port.Size;
        if (length > Array.MaxLength - 2 * AlignedBuffer<double>.Alignment)
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, $"{capacity} rows of '{port.Name}', {port.Size} elements each, do not fit into one batch; take fewer rows.");
        if (port.Kind == PortKind.Indices)
            indices = GC.AllocateArray<int>((int)length, pinned: true);
        else if (precision == Precision.Double)
            doubles = new AlignedBuffer<double>((int)length);
        else
            floats = new AlignedBuffer<float>((int)length);
    }

    /// <summary>What a row is.</summary>
    public Port Port { get; }

    /// <summary>The most rows.</summary>
    public int Capacity { get; }

    /// <summary>The type of numbers.</summary>
    public Precision Precision { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; internal set; }

    /// <summary>The indices, row after row; empty where rows are numbers.</summary>
    public ReadOnlySpan<int> Indices => indices.AsSpan(0, Port.Kind == PortKind.Indices ? Rows * Port.Size : 0);

    /// <summary>Whether the numbers are probabilities that were made of labels.</summary>
    internal bool AreOfLabels { get; init; }

    /// <summary>Replaces the rows.</summary>
    /// <param name="rows">Numbers, row after row.</param>
    /// <exception cref="ArgumentException">They do not divide into rows, are more than there is room for, or the port takes indices; nothing was written.</exception>
    public void Set(ReadOnlySpan<float> rows)
    {
        CheckRows(rows.Length, PortKind.Numbers);
        if (floats is null)
            Convert(rows, doubles!.Pointer);
        else
            Lay(rows, floats.Pointer);
    }

    /// <inheritdoc cref="Set(ReadOnlySpan{float})"/>
    /// <remarks>Rows of floats take the floats that are nearest.</remarks>
    public void Set(ReadOnlySpan<double> rows)
    {
        CheckRows(rows.Length, PortKind.Numbers);
        if (doubles is null)
            Convert(rows, floats!.Pointer);
        else
            Lay(rows, doubles.Pointer);
    }

    /// <inheritdoc cref="Set(ReadOnlySpan{float})"/>
    /// <param name="rows">Indices, row after row.</param>
    public void Set(ReadOnlySpan<int> rows)
    {
        CheckRows(rows.Length, PortKind.Indices);
        rows.CopyTo(indices);
        Rows = rows.Length / Port.Size;
    }

    /// <summary>Copies the numbers, row after row.</summary>
    /// <param name="rows">Receives <see cref="Rows"/> rows of the port's size.</param>
    /// <exception cref="ArgumentException"><paramref name="rows"/> is not as long as all rows, or the port has indices; nothing was written.</exception>
    public void CopyTo(Span<float> rows)
    {
        CheckLength(rows.Length);
        if (floats is not null)
            Collect(floats.Pointer, rows);
        for (var i = 0; i < rows.Length && doubles is not null; i++)
            rows[i] = (float)doubles.Pointer[Locate(i)];
    }

    /// <inheritdoc cref="CopyTo(Span{float})"/>
    public void CopyTo(Span<double> rows)
    {
        CheckLength(rows.Length);
        if (doubles is not null)
            Collect(doubles.Pointer, rows);
        for (var i = 0; i < rows.Length && floats is not null; i++)
            rows[i] = floats.Pointer[Locate(i)];
    }

    /// <summary>The numbers in lane blocks; null where they are of the other type, or none.</summary>
    internal AlignedBuffer<T>? Lanes<T>()
        where T : unmanaged => typeof(T) == typeof(double) ? (AlignedBuffer<T>?)(object?)doubles : (AlignedBuffer<T>?)(object?)floats;

    /// <summary>The indices of all rows that there is room for, in memory that does not move.</summary>
    internal int[] AllIndices => indices;

    /// <summary>
    /// The class that a row's logits tell, at one of its positions: the number of the greatest, or for a single logit 1 where it is above 0. −1 where one is NaN, which is not an answer.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="position">The position.</param>
    /// <param name="logits">The logits of a position.</param>
    internal int Told(int row, int position, int logits)
    {
        var (best, first) = (0, row * Port.Size + position * logits);
        if (logits == 1)
            return double.IsNaN(At(first)) ? -1 : At(first) > 0 ? 1 : 0;
        for (var c = 0; c < logits; c++)
        {
            if (double.IsNaN(At(first + c)))
                return -1;
            best = At(first + c) > At(first + best) ? c : best;
        }
        return best;
    }

    private double At(int element) => floats is null ? doubles!.Pointer[Locate(element)] : floats.Pointer[Locate(element)];

    /// <summary>Where an element, counted row after row, is in the lane blocks.</summary>
    private long Locate(int element)
    {
        var (row, number) = Math.DivRem(element, Port.Size);
        return ((long)(row / LaneBlocks.Rows) * Port.Size + number) * LaneBlocks.Rows + row % LaneBlocks.Rows;
    }

    private void Lay<T>(ReadOnlySpan<T> rows, T* lanes)
        where T : unmanaged
    {
        Rows = rows.Length / Port.Size;
        fixed (T* source = rows)
            LaneBlocks.FromRows(source, Rows, Port.Size, lanes);
    }

    private void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> rows, TTo* lanes)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        Rows = rows.Length / Port.Size;
        new Span<TTo>(lanes, LaneBlocks.Count(Rows) * LaneBlocks.Rows * Port.Size).Clear();
        for (var i = 0; i < rows.Length; i++)
            lanes[Locate(i)] = TTo.CreateTruncating(rows[i]);
    }

    private void Collect<T>(T* lanes, Span<T> rows)
        where T : unmanaged
    {
        fixed (T* target = rows)
            LaneBlocks.ToRows(lanes, Rows, Port.Size, target);
    }

    private void CheckRows(int length, PortKind kind)
    {
        if (kind != Port.Kind)
            throw new ArgumentException($"'{Port.Name}' takes {(kind == PortKind.Numbers ? "indices" : "numbers")}, and {(kind == PortKind.Numbers ? "numbers" : "indices")} were given.", "rows");
        if (length % Port.Size != 0 || length / Port.Size > Capacity)
            throw new ArgumentException($"'{Port.Name}' takes up to {Capacity} rows of {Port.Size} elements; {length} elements were given.", "rows");
    }

    private void CheckLength(int length)
    {
        if (Port.Kind != PortKind.Numbers)
            throw new ArgumentException($"'{Port.Name}' has indices; read {nameof(Indices)}.", "rows");
        if (length != (long)Rows * Port.Size)
            throw new ArgumentException($"'{Port.Name}' has {Rows} rows of {Port.Size} numbers, {(long)Rows * Port.Size} in all; the span has {length}.", "rows");
    }
}
