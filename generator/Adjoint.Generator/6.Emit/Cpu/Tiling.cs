namespace Adjoint.Generator.Emit.Cpu;

/// <summary>How many equal tiles cover a range, and what is left for one smaller tile at its end.</summary>
/// <param name="Tile">The size of a tile.</param>
/// <param name="Count">How many tiles there are.</param>
/// <param name="Rest">The size of the last, smaller tile; 0 if there is none.</param>
internal sealed record Tiling(int Tile, int Count, int Rest)
{
    /// <summary>Tiles of one size, and what is left.</summary>
    public static Tiling Whole(int size, int tile) => size < tile ? new Tiling(size, 1, 0) : new Tiling(tile, size / tile, size % tile);

    /// <summary>Covers <paramref name="size"/> by equal tiles of <paramref name="least"/> to <paramref name="most"/> if it can be, else by as few as possible.</summary>
    public static Tiling Of(int size, int least, int most)
    {
        if (size <= most)
            return new Tiling(size, 1, 0);
        for (var tile = most; tile >= least; tile--)
        {
            if (size % tile == 0)
                return new Tiling(tile, size / tile, 0);
        }
        var count = (size + most - 1) / most;
        var even = (size + count - 1) / count;
        return new Tiling(even, size / even, size % even);
    }
}
