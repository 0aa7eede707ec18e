using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>Memory that does not move, handed to a network: the rows of one input, one output or one target.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Feed
{
    private readonly void* data;

    /// <summary>Numbers or indices, row after row.</summary>
    /// <param name="data">The first; may be null where the length is 0.</param>
    /// <param name="length">How many there are.</param>
    public Feed(void* data, int length)
        : this(data, length, FeedLayout.Rows)
    {
    }

    /// <summary>Indices, row after row: tokens or labels.</summary>
    /// <param name="indices">The first; may be null where the length is 0.</param>
    /// <param name="length">How many there are.</param>
    public Feed(int* indices, int length)
        : this(indices, length, FeedLayout.Indices)
    {
    }

    internal Feed(void* data, int length, FeedLayout layout)
    {
        this.data = data;
        (Length, Layout) = (length, layout);
    }

    /// <summary>The indices: the tokens of an input, or the classes of a target.</summary>
    public int* Indices => (int*)data;

    /// <summary>The numbers or indices of all rows.</summary>
    public int Length { get; }

    /// <summary>How they are laid out.</summary>
    internal FeedLayout Layout { get; }

    /// <summary>The numbers.</summary>
    internal T* Numbers<T>()
        where T : unmanaged => (T*)data;

    /// <summary>The memory of rows, which is a user's; nothing for lane blocks, which no user has a span of.</summary>
    internal ReadOnlySpan<T> Span<T>()
        where T : unmanaged => Layout == FeedLayout.Rows ? new(data, Length) : [];

    /// <summary>Lays some rows out in lanes; lanes without a row become zero.</summary>
    /// <param name="first">The first row, which begins a lane block where the rows are in such.</param>
    /// <param name="count">The rows, at most sixteen.</param>
    /// <param name="size">The numbers in one row.</param>
    /// <param name="lanes">Receives them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void FillBlock<T>(long first, int count, int size, T* lanes)
        where T : unmanaged, INumberBase<T>
    {
        switch (Layout)
        {
            case FeedLayout.Rows:
                LaneBlocks.FromRows((T*)data + first * size, count, size, lanes);
                break;
            case FeedLayout.Indices:
                FillIndices(Indices + first * size, count, size, lanes);
                break;
            case FeedLayout.Lanes:
                new ReadOnlySpan<T>((T*)data + first * size, size * LaneBlocks.Rows).CopyTo(new Span<T>(lanes, size * LaneBlocks.Rows));
                break;
            default:
                for (var i = 0; i < size * LaneBlocks.Rows; i++)
                    ((double*)lanes)[i] = ((float*)data)[first * size + i];
                break;
        }
    }

    /// <summary>Copies some rows, so that they are one after the other.</summary>
    /// <param name="first">The first row, which begins a lane block where the rows are in such.</param>
    /// <param name="count">The rows, at most sixteen.</param>
    /// <param name="size">The numbers in one row.</param>
    /// <param name="rows">Receives them.</param>
    internal void CopyRows<T>(long first, int count, int size, T* rows)
        where T : unmanaged, INumberBase<T>
    {
        if (Layout == FeedLayout.Lanes)
        {
            LaneBlocks.ToRows((T*)data + first * size, count, size, rows);
            return;
        }
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < size; i++)
                rows[row * size + i] = Layout == FeedLayout.LanesOfFloats
                    ? T.CreateTruncating(((float*)data)[(first * size) + i * LaneBlocks.Rows + row])
                    : ((T*)data)[(first + row) * size + i];
        }
    }

    /// <summary>Indices become the numbers that they are: those of all classes and tokens are exact in every type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FillIndices<T>(int* rows, int count, int size, T* lanes)
        where T : unmanaged, INumberBase<T>
    {
        if (count < LaneBlocks.Rows)
            new Span<T>(lanes, size * LaneBlocks.Rows).Clear();
        for (var row = 0; row < count; row++, rows += size)
        {
            for (var i = 0; i < size; i++)
                lanes[i * LaneBlocks.Rows + row] = T.CreateTruncating(rows[i]);
        }
    }

    /// <summary>Whether the memory of two feeds that are users' has a byte in common.</summary>
    /// <param name="other">The other.</param>
    /// <param name="size">The bytes of a number; an index has four.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool Overlaps(Feed other, int size)
    {
        var (start, end) = Range(size);
        var (otherStart, otherEnd) = other.Range(size);
        return start < otherEnd && otherStart < end;
    }

    /// <summary>The addresses of the memory; none for lane blocks, which no user has a span of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (nuint Start, nuint End) Range(int size) => Layout switch
    {
        FeedLayout.Rows => ((nuint)data, (nuint)data + (nuint)Length * (nuint)size),
        FeedLayout.Indices => ((nuint)data, (nuint)data + (nuint)Length * sizeof(int)),
        _ => default,
    };
}

/// <summary>How the rows of a feed are laid out.</summary>
internal enum FeedLayout : byte
{
    /// <summary>Row after row.</summary>
    Rows,

    /// <summary>Indices, row after row.</summary>
    Indices,

    /// <summary>In lane blocks.</summary>
    Lanes,

    /// <summary>In lane blocks that are read, and written, where they are.</summary>
    LanesInPlace,

    /// <summary>In lane blocks of floats, for a network of doubles.</summary>
    LanesOfFloats,
}
