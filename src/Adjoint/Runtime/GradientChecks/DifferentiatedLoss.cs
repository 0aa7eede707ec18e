using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>
/// The loss whose gradient a network computes, as a function of its parameters: what <c>Loss</c> says, or where the network trains otherwise than it predicts what training says,
/// always with the masks of one step.
/// </summary>
internal sealed class DifferentiatedLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What rounding may make of one loss, computed in two ways.</summary>
    private static readonly double Rounding = typeof(T) == typeof(double) ? 1e-12 : 1e-6;

    private readonly INetwork<T> network;
    private readonly Func<T> loss;
    private readonly LossAndGradient<T> train;
    private readonly long step;
    private readonly T[]? unread;

    /// <summary>Computes the gradient, and finds out which loss it is of.</summary>
    public DifferentiatedLoss(INetwork<T> network, Func<T> loss, LossAndGradient<T> train)
    {
        (this.network, this.loss, this.train, step) = (network, loss, train, network.TrainingStep);
        Gradient = new T[network.Parameters.Length];
        var predicted = double.CreateTruncating(loss());
        var trained = Trained(Gradient);
        var isTrained = Math.Abs(trained - predicted) > Rounding * Math.Max(1, Math.Abs(predicted));
        (Here, unread) = isTrained ? (trained, new T[Gradient.Length]) : (predicted, null);
    }

    /// <summary>The gradient at the parameters as they were.</summary>
    public T[] Gradient { get; }

    /// <summary>The loss at the parameters as they were.</summary>
    public double Here { get; }

    /// <summary>The loss with the parameters as they are.</summary>
    public double Now() => unread is null ? double.CreateTruncating(loss()) : Trained(unread);

    private double Trained(T[] gradient)
    {
        network.TrainingStep = step;
        return double.CreateTruncating(train(gradient));
    }
}
