using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>Draws the rows of an epoch, without allocating.</summary>
internal abstract class RowOrder
{
    /// <summary>Writes the number of each row of the epoch.</summary>
    public abstract void Draw(CounterRandom random, Span<int> order);
}

/// <summary>Row j of the n of a class, shuffled, gets the place (j + u) / n, with one random u a class: so the rows of each class are at equal distances.</summary>
internal sealed class StratifiedOrder(int[][] classes) : RowOrder
{
    private readonly double[] places = new double[classes.Sum(static rows => rows.Length)];
    private readonly int[] shuffled = new int[classes.Sum(static rows => rows.Length)];

    public override void Draw(CounterRandom random, Span<int> order)
    {
        var next = 0;
        foreach (var rows in classes)
        {
            var part = shuffled.AsSpan(next, rows.Length);
            rows.CopyTo(part);
            random.Shuffle(part);
            var start = random.NextDouble();
            for (var j = 0; j < rows.Length; j++)
                places[next++] = (j + start) / rows.Length;
        }
        Array.Sort(places, shuffled);
        shuffled.CopyTo(order);
    }
}

/// <summary>A class, and then one of its rows.</summary>
internal sealed class BalancedOrder(int[][] classes) : RowOrder
{
    public override void Draw(CounterRandom random, Span<int> order)
    {
        foreach (ref var row in order)
        {
            var rows = classes[random.NextInt(classes.Length)];
            row = rows[random.NextInt(rows.Length)];
        }
    }
}

/// <summary>The row at which the sum of the weights passes a random number.</summary>
internal sealed class WeightedOrder : RowOrder
{
    private readonly double[] sums;

    public WeightedOrder(float[] weights)
    {
        sums = new double[weights.Length];
        var sum = 0.0;
        for (var row = 0; row < weights.Length; row++)
            sums[row] = sum += weights[row];
    }

    public override void Draw(CounterRandom random, Span<int> order)
    {
        foreach (ref var row in order)
            row = FirstAbove(random.NextDouble() * sums[^1]);
    }

    /// <summary>Rows of weight 0 add nothing to the sum, and so are never the first above anything.</summary>
    private int FirstAbove(double number)
    {
        var (low, high) = (0, sums.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sums[middle] > number ? (low, middle) : (middle + 1, high);
        }
        return low;
    }
}
