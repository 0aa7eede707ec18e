using System.ComponentModel;

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

    internal Feed(void* data, int length, FeedLayout layout)
    {
        this.data = data;
        (Length, Layout) = (length, layout);
    }

    /// <summary>The class of each row, where rows are labelled.</summary>
    public int* Labels => (int*)data;

    /// <summary>The numbers or indices of all rows.</summary>
    public int Length { get; }

    /// <summary>How they lie.</summary>
    internal FeedLayout Layout { get; }

    /// <summary>The numbers.</summary>
    internal T* Numbers<T>()
        where T : unmanaged => (T*)data;

    /// <summary>The memory of rows, which is a user's; nothing for lane blocks, which no user has a span of.</summary>
    internal ReadOnlySpan<T> Span<T>()
        where T : unmanaged => Layout == FeedLayout.Rows ? new(data, Length) : [];

    /// <summary>Lays some rows out in lanes; lanes without a row become zero.</summary>
    /// <param name="first">The first row, which begins a lane block where the rows lie in such.</param>
    /// <param name="count">The rows, at most sixteen.</param>
    /// <param name="size">The numbers in one row.</param>
    /// <param name="lanes">Receives them.</param>
    internal void FillBlock<T>(long first, int count, int size, T* lanes)
        where T : unmanaged
    {
        switch (Layout)
        {
            case FeedLayout.Rows:
                LaneBlocks.FromRows((T*)data + first * size, count, size, lanes);
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
}

/// <summary>How the rows of a feed lie.</summary>
internal enum FeedLayout : byte
{
    /// <summary>Row after row.</summary>
    Rows,

    /// <summary>In lane blocks.</summary>
    Lanes,

    /// <summary>In lane blocks of floats, for a network of doubles.</summary>
    LanesOfFloats,
}
