using Adjoint.Generator.Declare;
using Adjoint.Generator.Lower;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Plan;

/// <summary>What a pass over the rows of a batch needs in addition to parameters and gradient, in numbers.</summary>
/// <param name="Row">For each row: its inputs, targets and weights in lanes, its losses, and what is kept of it.</param>
/// <param name="Batch">For all rows together.</param>
/// <param name="Thread">For each thread.</param>
/// <param name="WaveRows">The most rows that are in memory at a time.</param>
/// <param name="IsWhole">Whether all rows of a batch are, because a layer brings them together.</param>
internal sealed record BatchMemory(long Row, long Batch, long Thread, int WaveRows, bool IsWhole)
{
    /// <summary>The bytes that a wave fills: as much as its rows still find in the caches when they are summed.</summary>
    private const int WaveBytes = 16 << 20;

    /// <summary>Rows from which on a wave gains nothing by more.</summary>
    private const int MostRows = 2048;

    /// <summary>The memory of a pass.</summary>
    /// <param name="network">What it computes.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="scratch">Numbers of scratch memory for one row, where those of other passes count as well.</param>
    /// <param name="repeats">Whether its last stage runs again and again for the same rows, so that they do not meet before it.</param>
    public static BatchMemory Of(ShapedNetwork network, Pass pass, int scratch = 0, bool repeats = false)
    {
        var row = network.Inputs.Sum(input => (long)network.Values[input].Shape.Size) + network.Losses.Sum(loss => OfLoss(loss, network)) + (pass.MasksRows ? 1 : 0) + pass.Kept;
        var chunk = Chunk.RowsOf(network);
        var fit = WaveBytes / network.Declaration.Precision.Bytes() / Math.Max(1, row) / chunk * chunk;
        var isWhole = pass.Stages.Count > 1 && !repeats;
        return new BatchMemory(row, pass.OfBatch, (long)chunk * Math.Max(scratch, pass.Scratch), (int)Math.Min(Math.Max(chunk, fit), Math.Max(chunk, MostRows / chunk * chunk)), isWhole);
    }

    /// <summary>The bytes for a batch with one thread.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="chunk">The rows that pass together.</param>
    /// <param name="precision">What is computed in.</param>
    public long BytesOf(long rows, int chunk, Precision precision)
    {
        var filled = (rows + chunk - 1) / chunk * chunk;
        return precision.Bytes() * ((IsWhole ? filled : Math.Min(filled, WaveRows)) * Row + Batch + Thread);
    }

    /// <summary>Each position's target, weight and loss. The cotangent of a pairing is an input.</summary>
    private static long OfLoss(Node node, ShapedNetwork network)
    {
        if ((node.Operator is LossTangent tangent ? tangent.Loss : node.Operator) is not LossOperator loss)
            return 0;
        var output = network.Values[node.Inputs[0]].Shape;
        var positions = loss.Positions(output);
        return positions * ((loss.Common.IsGiven ? ((LossLowering)LoweringTable.Of(loss)).TargetSize((int)(output.Size / positions)) : 0) + 2L);
    }
}
