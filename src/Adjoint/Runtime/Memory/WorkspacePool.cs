using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>Workspaces that calls borrow and give back, so that calls on several threads do not meet and none allocates twice.</summary>
internal sealed class WorkspacePool<T>
    where T : unmanaged
{
    private readonly AlignedBuffer<T>?[] slots = new AlignedBuffer<T>?[Workers.MaxThreads];

    /// <summary>One past the last slot that ever held a buffer; the others need not be looked at.</summary>
    private int used;

    /// <summary>
    /// A buffer of at least this number of numbers, with anything in it. It is the shortest that will do: a call that borrows a short and a long one finds both
    /// again, in either order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public AlignedBuffer<T> Rent(long numbers)
    {
        if (numbers > Array.MaxLength - 2 * AlignedBuffer<T>.Alignment)
            throw new OutOfMemoryException($"A workspace of {numbers} numbers is needed; at most {Array.MaxLength} fit into one block. Use fewer rows or threads.");
        while (Best(numbers) is var (slot, found))
        {
            // Another thread may have been quicker; then the next best is looked for.
            if (Interlocked.CompareExchange(ref slots[slot], null, found) != found)
                continue;
            if (found.Length >= numbers)
                return found;
            break;
        }
        return new AlignedBuffer<T>((int)numbers);
    }

    /// <summary>Takes a buffer back; it is dropped when all slots are full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Return(AlignedBuffer<T> buffer)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] is not null || Interlocked.CompareExchange(ref slots[i], buffer, null) is not null)
                continue;
            // A thread that misses this, or overwrites it by less, at worst allocates a buffer that it could have borrowed.
            if (i >= used)
                used = i + 1;
            return;
        }
    }

    /// <summary>The shortest buffer that is long enough, else the longest, whose place a new one will take; null when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int Slot, AlignedBuffer<T> Buffer)? Best(long numbers)
    {
        (int Slot, AlignedBuffer<T> Buffer)? best = null;
        for (var i = 0; i < used; i++)
        {
            if (Volatile.Read(ref slots[i]) is { } buffer && (best is null || IsBetter(buffer.Length, best.Value.Buffer.Length, numbers)))
                best = (i, buffer);
        }
        return best;
    }

    private static bool IsBetter(int length, int other, long needed) =>
        length >= needed ? other < needed || length < other : other < needed && length > other;
}
