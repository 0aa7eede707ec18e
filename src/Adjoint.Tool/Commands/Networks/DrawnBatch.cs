using Adjoint.Data;

namespace Adjoint.Tool.Commands;

/// <summary>Rows of the kind that a network takes, drawn from a seed.</summary>
internal static class DrawnBatch
{
    /// <summary>Some rows.</summary>
    public static MiniBatch Of(INetwork network, int rows, int seed)
    {
        var (batch, random) = (new MiniBatch(network, rows), new Random(seed));
        foreach (var input in batch.Inputs)
            Fill(input, random, static random => 2 * random.NextDouble() - 1);
        foreach (var target in batch.Targets)
        {
            // Shares between 0 and 1 are right for every loss of logits, and as good as any other numbers.
            Fill(target, random, static random => 0.01 + 0.98 * random.NextDouble(), sumsToOne: network is IClassifier && target.Port.Size > 1);
        }
        return batch;
    }

    private static void Fill(PortRows rows, Random random, Func<Random, double> draw, bool sumsToOne = false)
    {
        var (count, size) = (rows.Capacity * rows.Port.Size, rows.Port.Size);
        if (rows.Port.Kind == PortKind.Indices)
        {
            // A row has at least one step.
            var least = rows.Port.AreLengths ? 1 : 0;
            rows.Set([.. Enumerable.Range(0, count).Select(_ => random.Next(least, rows.Port.Count))]);
            return;
        }
        double[] values = [.. Enumerable.Range(0, count).Select(_ => draw(random))];
        for (var row = 0; row < rows.Capacity && sumsToOne; row++)
        {
            var sum = values.AsSpan(row * size, size).ToArray().Sum();
            for (var i = 0; i < size; i++)
                values[row * size + i] /= sum;
        }
        rows.Set(values);
    }
}
