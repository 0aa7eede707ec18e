namespace TicTacToe;

/// <summary>The network as a player, without any search: its moves and its opinion in every position, predicted at once.</summary>
internal sealed class Player
{
    private readonly Dictionary<Board, (int Move, float Winner)> choices = [];

    /// <summary>Asks the network about some positions.</summary>
    public Player(PolicyValue network, IReadOnlyList<Board> positions)
    {
        const int planes = PolicyValue.BoardSize, cells = Board.Cells;
        var (x, moves, winner) = (new float[positions.Count * planes], new float[positions.Count * cells], new float[positions.Count]);
        for (var row = 0; row < positions.Count; row++)
            positions[row].Write(x.AsSpan(row * planes, planes));
        network.Predict(x, moves, winner);
        for (var row = 0; row < positions.Count; row++)
        {
            var start = row * cells;
            choices[positions[row]] = (positions[row].Moves.MaxBy(cell => moves[start + cell]), winner[row]);
        }
    }

    /// <summary>The free cell that the network likes best.</summary>
    public int Move(Board board) => choices[board].Move;

    /// <summary>Who wins, in the network's opinion: 1 the player to move, −1 the other.</summary>
    public float Winner(Board board) => choices[board].Winner;

    /// <summary>The ends of all games against an opponent who tries every move there is.</summary>
    /// <param name="board">The position that is played on.</param>
    /// <param name="isToMove">Whether this player is to move in it.</param>
    public (int Won, int Drawn, int Lost) PlayAll(Board board, bool isToMove)
    {
        if (board.IsLost)
            return isToMove ? (0, 0, 1) : (1, 0, 0);
        if (board.IsOver)
            return (0, 1, 0);
        var (won, drawn, lost) = (0, 0, 0);
        foreach (var cell in isToMove ? [Move(board)] : board.Moves)
        {
            var games = PlayAll(board.Play(cell), !isToMove);
            (won, drawn, lost) = (won + games.Won, drawn + games.Drawn, lost + games.Lost);
        }
        return (won, drawn, lost);
    }
}
