namespace TicTacToe;

/// <summary>Teaches the network all positions, in an order that is drawn anew for each epoch.</summary>
internal sealed class Training(Solution solution, int epochs)
{
    private const int BatchSize = 128;

    /// <summary>Trains, and reports the mean loss of an epoch now and then.</summary>
    public void Run(PolicyValue network)
    {
        var positions = solution.Positions.ToArray();
        using var optimizer = new Adam(Schedule.Cosine(5e-3f, (long)epochs * ((positions.Length + BatchSize - 1) / BatchSize)));
        var random = new Random(1);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            random.Shuffle(positions);
            var sum = 0.0;
            foreach (var batch in positions.Chunk(BatchSize))
                sum += Step(network, batch, optimizer) * batch.Length;
            if (epoch % Math.Max(1, epochs / 5) == 0)
                Console.WriteLine($"epoch {epoch}/{epochs}  loss {sum / positions.Length:0.0000}");
        }
    }

    private float Step(PolicyValue network, Board[] batch, Adam optimizer)
    {
        const int planes = PolicyValue.BoardSize, cells = Board.Cells;
        var (x, shares, winner) = (new float[batch.Length * planes], new float[batch.Length * cells], new float[batch.Length]);
        for (var row = 0; row < batch.Length; row++)
        {
            batch[row].Write(x.AsSpan(row * planes, planes));
            winner[row] = solution.Write(batch[row], shares.AsSpan(row * cells, cells));
        }
        return network.TrainStep(x, shares, winner, optimizer);
    }
}
