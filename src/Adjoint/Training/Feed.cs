using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>Pinned memory that a call hands to a network: the rows of one input, one output or one target.</summary>
/// <param name="data">The first number or label; may be null where the length is 0.</param>
/// <param name="length">The numbers or labels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Feed(void* data, int length)
{
    /// <summary>The numbers, row after row.</summary>
    internal T* Numbers<T>()
        where T : unmanaged => (T*)data;

    /// <summary>The class of each row, where rows are labelled.</summary>
    public int* Labels => (int*)data;

    /// <summary>The numbers or labels.</summary>
    public int Length => length;

    internal ReadOnlySpan<T> Span<T>()
        where T : unmanaged => new(data, length);
}
