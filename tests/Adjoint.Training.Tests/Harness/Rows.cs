namespace Adjoint.Training.Tests.Harness;

/// <summary>Rows that the subjects of these tests learn from; equal each time.</summary>
internal static class Rows
{
    /// <summary>Five numbers a row, and a class that they decide, with a little noise.</summary>
    public static Dataset Flowers(int rows, int seed = 1, double ignored = 0)
    {
        var random = new Random(seed);
        var (x, labels) = (Numbers(random, rows * 5), new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            var sum = x[row * 5] + 0.5f * x[row * 5 + 1] + 0.1f * random.NextSingle();
            labels[row] = random.NextDouble() < ignored ? -1 : sum < -0.3f ? 0 : sum < 0.4f ? 1 : 2;
        }
        return new Dataset(x, 5, labels);
    }

    /// <summary>Five numbers a row, and the label 0 or 1.</summary>
    public static Dataset Answers(int rows, int seed = 1, double ignored = 0)
    {
        var (flowers, x) = (Flowers(rows, seed, ignored), new float[rows * 5]);
        for (var row = 0; row < rows; row++)
            flowers.CopyRow(row, x.AsSpan(row * 5, 5));
        return new Dataset(x, 5, [.. Enumerable.Range(0, rows).Select(row => Math.Min(1, flowers.Label(row)))]);
    }

    /// <summary>Five numbers a row, and two that follow from them.</summary>
    public static Dataset Curves(int rows, int seed = 1)
    {
        var x = Numbers(new Random(seed), rows * 5);
        var targets = new float[rows * 2];
        for (var row = 0; row < rows; row++)
            (targets[row * 2], targets[row * 2 + 1]) = (MathF.Sin(x[row * 5]), x[row * 5 + 1] * x[row * 5 + 2]);
        return new Dataset(x, 5, targets, 2);
    }

    public static Dataset Games(int rows, bool ignores = false)
    {
        var random = new Random(3);
        var (board, clock) = (Numbers(random, rows * 5), Numbers(random, rows * 2));
        int[] policy = [.. Enumerable.Range(0, rows).Select(row => ignores && row % 3 == 0 ? -1 : board[row * 5] > 0 ? 2 : row % 2)];
        float[] value = [.. Enumerable.Range(0, rows).Select(row => board[row * 5 + 1] + clock[row * 2])];
        return new Dataset([Column.Of("board", board, 5), Column.Of("clock", clock, 2)], [Column.OfLabels("policyLabels", policy), Column.Of("valueTargets", value, 1)]);
    }

    private static float[] Numbers(Random random, int count)
    {
        var numbers = new float[count];
        foreach (ref var number in numbers.AsSpan())
            number = 2 * random.NextSingle() - 1;
        return numbers;
    }
}
