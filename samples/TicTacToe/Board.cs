using System.Numerics;

namespace TicTacToe;

/// <summary>A position as the player to move sees it: nine cells, numbered row by row, as bits.</summary>
/// <param name="Own">The cells with the stones of the player to move.</param>
/// <param name="Other">The cells with those of the other.</param>
internal readonly record struct Board(int Own, int Other)
{
    /// <summary>The cells.</summary>
    public const int Cells = 9;

    private static readonly int[] Lines = [0b111, 0b111_000, 0b111_000_000, 0b001_001_001, 0b010_010_010, 0b100_100_100, 0b100_010_001, 0b001_010_100];

    /// <summary>Whether the player to move has lost: the other has three in a line.</summary>
    public bool IsLost
    {
        get
        {
            var other = Other;
            return Lines.Any(line => (other & line) == line);
        }
    }

    /// <summary>Whether no move is left to be made.</summary>
    public bool IsOver => IsLost || BitOperations.PopCount((uint)(Own | Other)) == Cells;

    /// <summary>The free cells.</summary>
    public IEnumerable<int> Moves
    {
        get
        {
            var taken = Own | Other;
            return Enumerable.Range(0, Cells).Where(cell => (taken >> cell & 1) == 0);
        }
    }

    /// <summary>The position after a move, as the other player sees it.</summary>
    public Board Play(int cell) => new(Other, Own | 1 << cell);

    /// <summary>Writes the two planes that the network reads.</summary>
    public void Write(Span<float> planes)
    {
        for (var cell = 0; cell < Cells; cell++)
            (planes[cell], planes[Cells + cell]) = (Own >> cell & 1, Other >> cell & 1);
    }
}
