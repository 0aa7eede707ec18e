namespace Adjoint;

/// <summary>
/// The mean loss of many rows, which come in parts: for each loss of a network the sum over the rows and what it is divided by. The mean of all rows is not the mean of the
/// parts' means where rows are ignored or classes have weights.
/// </summary>
public sealed class LossSum
{
    private LossPart[] losses = [];

    /// <summary>
    /// Whether rows add their weights alone: <see cref="LossPart.Sum"/> stays 0, and nothing is computed. What a loop needs to average losses that it has already, or gradients of
    /// parts of a batch.
    /// </summary>
    public bool WeightsOnly { get; init; }

    /// <summary>Each loss of the network by itself; empty before the first rows.</summary>
    public IReadOnlyList<LossPart> Losses => losses;

    /// <summary>The mean loss of all rows added so far: Σ over the losses of factor · Σ w ℓ / Σ w; 0 where no row counts.</summary>
    public double Mean
    {
        get
        {
            var mean = 0.0;
            foreach (var (sum, weight, factor) in losses)
                mean += weight > 0 ? factor * sum / weight : 0;
            return mean;
        }
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear() => Array.Clear(losses);

    /// <summary>Adds the rows of another sum, of the same network or of one like it: from another thread, or another machine.</summary>
    /// <param name="other">The sum to add, which stays as it is.</param>
    /// <exception cref="ArgumentException">The other is of another number of losses; nothing was added.</exception>
    public void Add(LossSum other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.losses.Length == 0)
            return;
        Begin(other.losses.Length);
        for (var i = 0; i < losses.Length; i++)
            Add(i, other.losses[i].Sum, other.losses[i].Weight, other.losses[i].Factor);
    }

    /// <summary>Makes sure that the sum is of this number of losses.</summary>
    internal void Begin(int count)
    {
        if (losses.Length == 0)
            losses = new LossPart[count];
        if (losses.Length != count)
            throw new ArgumentException($"This sum is of {losses.Length} losses, and the network has {count}; use a sum of its own for each network.");
    }

    /// <summary>Adds what some rows contribute to one of the losses.</summary>
    internal void Add(int loss, double sum, double weight, double factor) => losses[loss] = new(losses[loss].Sum + sum, losses[loss].Weight + weight, factor);
}

/// <summary>What some rows contribute to the mean of one loss, factor · Σ w ℓ / Σ w.</summary>
/// <param name="Sum">Σ w ℓ over the rows.</param>
/// <param name="Weight">Σ w over the rows: their number, or the weights of their classes, without rows that are ignored.</param>
/// <param name="Factor">The factor on the loss.</param>
public readonly record struct LossPart(double Sum, double Weight, double Factor);
