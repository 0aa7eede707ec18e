namespace Adjoint.Runtime;

/// <summary>
/// The loss whose gradient a network computes, as a function of its parameters: what <c>Loss</c> says, or where the network trains otherwise than it predicts what training says,
/// always with the masks of one step.
/// </summary>
internal sealed class JudgedLoss<TTarget>(ITrainableNetwork<TTarget> network)
    where TTarget : unmanaged
{
    private readonly long step = network.TrainingStep;
    private readonly List<(int Tensor, float[] Values)> untrained = [];
    private float[]? unread;

    /// <summary>Computes the gradient, and finds out which loss it is of.</summary>
    public void Begin(ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets, Span<float> gradient)
    {
        for (var i = 0; i < network.Layout.Parameters.Count; i++)
        {
            if (network.Layout.Parameters[i].IsTrained)
                continue;
            var values = new float[network.Layout.Parameters[i].Length];
            network.View(i).CopyTo(values);
            untrained.Add((i, values));
        }
        var predicted = network.Loss(x, targets);
        var trained = network.Gradient(x, targets, gradient);
        network.TrainingStep = step;
        if (Math.Abs(trained - predicted) > 1e-4f * Math.Max(1, Math.Abs(predicted)))
            unread = new float[gradient.Length];
    }

    /// <summary>The loss with the parameters as they are.</summary>
    public double At(ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets)
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
            network.View(tensor).CopyFrom(values);
    }
}
