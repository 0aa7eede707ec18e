using System.Runtime.InteropServices;

namespace Adjoint;

/// <summary>A heap of pairs in memory of the caller's: the one of the lowest rank leaves first, of equal ranks the leftmost.</summary>
internal ref struct PairHeap
{
    private readonly Span<ulong> pairs;
    private int count;

    /// <param name="room">Two numbers for each pair that there may be at a time.</param>
    public PairHeap(Span<int> room) => pairs = MemoryMarshal.Cast<int, ulong>(room);

    public void Add(int rank, int place)
    {
        var pair = PairMerges.Key(rank, place);
        var child = count++;
        for (int parent; child > 0 && pairs[parent = (child - 1) / 2] > pair; child = parent)
            pairs[child] = pairs[parent];
        pairs[child] = pair;
    }

    public bool TryTake(out int rank, out int place)
    {
        (rank, place) = (0, 0);
        if (count == 0)
            return false;
        (rank, place) = ((int)(pairs[0] >> 32), (int)pairs[0]);
        var last = pairs[--count];
        var parent = 0;
        for (int child; (child = 2 * parent + 1) < count; parent = child)
        {
            if (child + 1 < count && pairs[child + 1] < pairs[child])
                child++;
            if (pairs[child] >= last)
                break;
            pairs[parent] = pairs[child];
        }
        pairs[parent] = last;
        return true;
    }
}
