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

    /// <summary>Tokens.</summary>
    public int[] Tokens(int size, int count)
    {
        var tokens = new int[rows * size];
        for (var i = 0; i < tokens.Length; i++)
            tokens[i] = random.Next(count);
        return tokens;
    }

    /// <summary>Edges between nodes, one of four of them none.</summary>
    public int[] Edges(int size, int nodes)
    {
        var edges = new int[rows * size];
        for (var i = 0; i < edges.Length; i++)
        {
            // The second half of a row are the nodes that the edges enter.
            var place = i % size;
            edges[i] = place < size / 2 ? random.Next(4) == 0 ? -1 : random.Next(nodes) : edges[i - size / 2] < 0 ? -1 : random.Next(nodes);
        }
        return edges;
    }

    /// <summary>Numbers from 0 to 1.</summary>
    public T[] Shares(int size) => Draw(size, static random => 0.01f + 0.98f * random.NextSingle());

    /// <summary>−1 or 1.</summary>
    public T[] Signs(int size) => Draw(size, static random => random.Next(2) * 2 - 1);

    /// <summary>Shares of a row that sum to 1.</summary>
    public T[] Probabilities(int size) => Probabilities(size, positions: 1);

    /// <summary>Shares of each position that sum to 1.</summary>
    public T[] Probabilities(int size, int positions)
    {
        var shares = Shares(size * positions);
        for (var position = 0; position < rows * positions; position++)
            Normalise(shares.AsSpan(position * size, size));
        return shares;
    }

    /// <summary>One class a row, or one for each of its positions.</summary>
    public int[] Classes(int classes, int positions = 1)
    {
        var labels = new int[rows * positions];
        foreach (ref var label in labels.AsSpan())
            label = random.Next(classes);
        return labels;
    }

    private static void Normalise(Span<T> shares)
    {
        var sum = T.Zero;
        foreach (var share in shares)
            sum += share;
        foreach (ref var share in shares)
            share /= sum;
    }

    private T[] Draw(int size, Func<Random, float> draw)
    {
        var values = new T[checked(rows * size)];
        foreach (ref var value in values.AsSpan())
            value = T.CreateTruncating(draw(random));
        return values;
    }
}
