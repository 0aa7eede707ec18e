namespace TicTacToe;

/// <summary>Perfect play, worked out by looking at every game there is: what the network is to learn.</summary>
internal sealed class Solution
{
    private readonly Dictionary<Board, int> values = [];

    /// <summary>Solves the game.</summary>
    public Solution()
    {
        Solve(default);
        Positions = [.. values.Keys.Where(board => !board.IsOver)];
    }

    /// <summary>The positions that a game can come to and that have a move left.</summary>
    public IReadOnlyList<Board> Positions { get; }

    /// <summary>1 if the player to move can force a win, −1 if the other can, else 0.</summary>
    public int Value(Board board) => values[board];

    /// <summary>Whether a move gives nothing away.</summary>
    public bool IsBest(Board board, int cell) => -Value(board.Play(cell)) == Value(board);

    /// <summary>Writes a position's targets: equal shares for all best moves; returns who wins.</summary>
    public float Write(Board board, Span<float> shares)
    {
        var best = board.Moves.Where(cell => IsBest(board, cell)).ToList();
        shares.Clear();
        foreach (var cell in best)
            shares[cell] = 1f / best.Count;
        return Value(board);
    }

    /// <summary>Minimax: what is best for the other player after a move is worst for the one who makes it.</summary>
    private int Solve(Board board)
    {
        if (values.TryGetValue(board, out var known))
            return known;
        var value = board.IsLost ? -1 : board.IsOver ? 0 : board.Moves.Max(cell => -Solve(board.Play(cell)));
        return values[board] = value;
    }
}
