using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>
/// The loss whose gradient a network computes, as a function of its parameters: what <c>Loss</c> says, or where the network trains otherwise than it predicts what training says,
/// always with the masks of one step.
/// </summary>
internal sealed class JudgedLoss<T, TTarget>(CheckedNetwork<T, TTarget> network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    private readonly long step = network.TrainingStep;
    private readonly List<(int Tensor, T[] Values)> untrained = [];
    private T[]? unread;

    /// <summary>Computes the gradient, and finds out which loss it is of.</summary>
    public void Begin(ReadOnlySpan<T> x, ReadOnlySpan<TTarget> targets, Span<T> gradient)
    {
        for (var i = 0; i < network.Layout.Parameters.Count; i++)
        {
            if (network.Layout.Parameters[i].IsTrained)
                continue;
            var values = new T[network.Layout.Parameters[i].Length];
            network.Read(i, values);
            untrained.Add((i, values));
        }
        var predicted = network.Loss(x, targets);
        var trained = network.Gradient(x, targets, gradient);
        network.TrainingStep = step;
        if (Math.Abs(trained - predicted) > 1e-4 * Math.Max(1, Math.Abs(predicted)))
            unread = new T[gradient.Length];
    }

    /// <summary>The loss with the parameters as they are.</summary>
    public double At(ReadOnlySpan<T> x, ReadOnlySpan<TTarget> targets)
    {
        if (unread is null)
            return network.Loss(x, targets);
        var loss = network.Gradient(x, targets, unread);
        network.TrainingStep = step;
        return loss;
    }

    /// <summary>Puts back what training has changed beside parameters.</summary>
    public void End()
    {
        foreach (var (tensor, values) in untrained)
            network.Write(tensor, values);
    }
}
