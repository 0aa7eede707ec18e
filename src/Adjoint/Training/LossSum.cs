namespace Adjoint;

/// <summary>
/// The mean loss of many rows, which come in parts: for each loss of a network the sum over the rows and what it is divided by. The mean of all rows is not the mean of the
/// parts' means where rows are ignored or classes have weights.
/// </summary>
public sealed class LossSum
{
    private (double Sum, double Weight, double Factor)[] losses = [];

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

    /// <summary>Adds what some rows contribute to one of the losses.</summary>
    /// <param name="loss">The loss's number.</param>
    /// <param name="losses">The number of losses.</param>
    /// <param name="sum">Σ w ℓ over the rows.</param>
    /// <param name="weight">Σ w over the rows.</param>
    /// <param name="factor">The factor on the loss.</param>
    internal void Add(int loss, int losses, double sum, double weight, double factor)
    {
        if (this.losses.Length == 0)
            this.losses = new (double, double, double)[losses];
        if (this.losses.Length != losses)
            throw new ArgumentException($"This sum is of {this.losses.Length} losses, and the network has {losses}; use a sum of its own for each network.");
        var before = this.losses[loss];
        this.losses[loss] = (before.Sum + sum, before.Weight + weight, factor);
    }
}
