using System.Numerics;

namespace ConnectFour;

/// <summary>
/// A position as the player to move sees it: seven columns of six cells, as bits. Column c, row r is bit 7c + r; the seventh bit of each column stays empty, so that lines do not run over its end.
/// </summary>
/// <param name="Own">The cells with the stones of the player to move.</param>
/// <param name="Other">The cells with those of the other.</param>
internal readonly record struct Position(ulong Own, ulong Other)
{
    public const int Columns = 7, Rows = 6, Cells = Columns * Rows;

    /// <summary>How many stones have been played.</summary>
    public int Stones => BitOperations.PopCount(Own | Other);

    /// <summary>Whether the player to move has lost: the other has four in a line.</summary>
    public bool IsLost => HasFour(Other);

    /// <summary>Whether no cell is free.</summary>
    public bool IsFull => Stones == Cells;

    /// <summary>Whether a stone may be dropped into a column.</summary>
    public bool IsLegal(int column) => ((Own | Other) >> (7 * column + Rows - 1) & 1) == 0;

    /// <summary>The position after a move, as the other player sees it.</summary>
    public Position Play(int column)
    {
        // Adding 1 to a column of stones carries to its first free cell.
        var all = Own | Other;
        var cell = (all + (1UL << (7 * column))) & ~all & (0x3FUL << (7 * column));
        return new Position(Other, Own | cell);
    }

    /// <summary>Left and right exchanged, which changes nothing in the game.</summary>
    public Position Mirrored() => new(Mirror(Own), Mirror(Other));

    /// <summary>Writes the two planes that the network reads.</summary>
    public void Write(Span<float> planes)
    {
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var (cell, bit) = (row * Columns + column, 7 * column + row);
                (planes[cell], planes[Cells + cell]) = (Own >> bit & 1, Other >> bit & 1);
            }
        }
    }

    private static ulong Mirror(ulong stones)
    {
        var mirrored = 0UL;
        for (var column = 0; column < Columns; column++)
            mirrored |= (stones >> (7 * column) & 0x3F) << (7 * (Columns - 1 - column));
        return mirrored;
    }

    private static bool HasFour(ulong stones) => Four(stones, 1) || Four(stones, 7) || Four(stones, 6) || Four(stones, 8);

    /// <summary>Whether four stones lie a distance apart: up, to the side, or along one of the diagonals.</summary>
    private static bool Four(ulong stones, int distance)
    {
        var pairs = stones & stones >> distance;
        return (pairs & pairs >> (2 * distance)) != 0;
    }
}
