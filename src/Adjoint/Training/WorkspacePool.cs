namespace Adjoint.Runtime;

/// <summary>Workspaces that calls borrow and give back, so that calls on several threads do not meet and none allocates twice.</summary>
internal sealed class WorkspacePool
{
    private readonly AlignedBuffer?[] slots = new AlignedBuffer?[Workers.MaxThreads];

    /// <summary>A buffer of at least so many floats, with anything in it.</summary>
    public AlignedBuffer Rent(long floats)
    {
        if (floats > Array.MaxLength - 2 * AlignedBuffer.Alignment)
            throw new OutOfMemoryException($"A workspace of {floats} floats is needed; at most {Array.MaxLength} fit into one block. Use fewer rows or threads.");
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] is null)
                continue;
            if (Interlocked.Exchange(ref slots[i], null) is not { } buffer)
                continue;
            if (buffer.Length >= floats)
                return buffer;
        }
        return new AlignedBuffer((int)floats);
    }

    /// <summary>Takes a buffer back; it is dropped when all slots are full.</summary>
    public void Return(AlignedBuffer buffer)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] is null && Interlocked.CompareExchange(ref slots[i], buffer, null) is null)
                return;
        }
    }
}
