namespace Adjoint.Generator.Plan;

/// <summary>A stretch of memory in which buffers that are not needed at the same time share places.</summary>
internal sealed class Arena
{
    private readonly List<(int Offset, int Size, int LastUse)> live = [];

    /// <summary>The floats that are needed in all.</summary>
    public int Size { get; private set; }

    /// <summary>Takes a place: the given one, or the first that is free.</summary>
    public int Take(int? given, int size, int lastUse)
    {
        var offset = given ?? FirstGap(size);
        live.Add((offset, size, lastUse));
        Size = Math.Max(Size, offset + size);
        return offset;
    }

    /// <summary>Frees what no step after this one uses.</summary>
    public void Free(int step) => live.RemoveAll(b => b.LastUse <= step);

    private int FirstGap(int size)
    {
        var offset = 0;
        foreach (var (start, taken, _) in live.OrderBy(static b => b.Offset))
        {
            if (start - offset >= size)
                break;
            offset = Math.Max(offset, start + taken);
        }
        return offset;
    }
}
