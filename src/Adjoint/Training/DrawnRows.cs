using System.ComponentModel;
using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>Inputs and targets for a check of gradients, drawn from a seed one after the other; what a generated <c>VerifyGradients</c> calls.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DrawnRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Random random;
    private readonly int rows;

    /// <summary>Some rows, which a seed decides.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no row.</exception>
    public DrawnRows(int rows, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        (this.rows, random) = (rows, new Random(seed));
    }

    /// <summary>Numbers from −1 to 1.</summary>
    public T[] Numbers(int size) => Draw(size, static random => 2 * random.NextSingle() - 1);

    /// <summary>Numbers from 0 to 1.</summary>
    public T[] Shares(int size) => Draw(size, static random => 0.01f + 0.98f * random.NextSingle());

    /// <summary>−1 or 1.</summary>
    public T[] Signs(int size) => Draw(size, static random => random.Next(2) * 2 - 1);

    /// <summary>Shares of a row that sum to 1.</summary>
    public T[] Probabilities(int size)
    {
        var shares = Shares(size);
        for (var row = 0; row < rows; row++)
        {
            var sum = T.Zero;
            foreach (var share in shares.AsSpan(row * size, size))
                sum += share;
            foreach (ref var share in shares.AsSpan(row * size, size))
                share /= sum;
        }
        return shares;
    }

    /// <summary>One class a row.</summary>
    public int[] Classes(int classes)
    {
        var labels = new int[rows];
        foreach (ref var label in labels.AsSpan())
            label = random.Next(classes);
        return labels;
    }

    private T[] Draw(int size, Func<Random, float> draw)
    {
        var values = new T[checked(rows * size)];
        foreach (ref var value in values.AsSpan())
            value = T.CreateTruncating(draw(random));
        return values;
    }
}
