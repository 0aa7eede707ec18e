using System.Numerics;
using Adjoint.Data;

namespace Adjoint;

/// <summary>
/// L-BFGS: goes along Newton's direction, for which it estimates the curvature from its last steps, and searches along it for a point that is low enough. It looks at all rows at
/// each step, so it is for
/// small networks and smooth losses: equations learnt, curves fitted. PyTorch's <c>LBFGS</c>.
/// </summary>
/// <remarks>
/// Source: Nocedal and Wright, Numerical Optimization (2006), Algorithms 7.4, 7.5 (two loops) and 3.5, 3.6 (search for the strong Wolfe conditions), with the cubic steps and the bounds of
/// <c>torch.optim.LBFGS</c>, which it follows step for step in doubles, until its losses are so small that PyTorch's no longer takes in any curvature.
/// </remarks>
/// <example><code>new Lbfgs { MaxIterations = 500 }.Minimize(network, data.ToBatch())</code></example>
public sealed class Lbfgs
{
    /// <summary>The most iterations; 1,000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxIterations { get; init => field = (int)HyperParameter.Steps(value, least: 1, nameof(MaxIterations)); } = 1000;

    /// <summary>The steps whose curvature is remembered, each for two vectors as long as the parameters; 100 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Memory { get; init => field = (int)HyperParameter.Steps(value, least: 1, nameof(Memory)); } = 100;

    /// <summary>The factor on each direction where the search along it begins; 1, Newton's own, by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0, or not finite.</exception>
    public float LearningRate { get; init => field = HyperParameter.Positive(value); } = 1;

    /// <summary>Whether each step is searched for along its direction; true by default. Without, every step has the learning rate's length, and the loss may rise.</summary>
    public bool Search { get; init; } = true;

    /// <summary>Ends where no component of the gradient is greater; 1e-7 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float GradientTolerance { get; init => field = HyperParameter.NotNegative(value); } = 1e-7f;

    /// <summary>Ends where neither the loss nor any parameter changes by more in a step; 1e-9 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float ChangeTolerance { get; init => field = HyperParameter.NotNegative(value); } = 1e-9f;

    /// <summary>Called after each iteration, with the network at its new parameters.</summary>
    public Action<MinimizationStep>? StepEnded { get; init; }

    /// <summary>Moves a network to parameters of least loss over all rows of a batch.</summary>
    /// <typeparam name="T">The numbers of the network.</typeparam>
    /// <param name="network">The network. Doubles reach lower losses: what rounding leaves of differences of floats ends a search early.</param>
    /// <param name="batch">All rows: <c>data.ToBatch()</c>.</param>
    /// <param name="cancellation">Ends it after the iteration that it is in.</param>
    /// <returns>What was found. A network that draws masks of dropout has the same in every evaluation.</returns>
    /// <exception cref="ArgumentException">The batch does not fit; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The loss or its gradient is not finite where the search begins; nothing was changed.</exception>
    public Minimization Minimize<T>(ITrainableNetwork<T> network, MiniBatch batch, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batch);
        var loss = new FullBatchLoss<T>(network, batch);
        var walk = new LbfgsWalk(this, loss, [.. loss.Start]);
        try
        {
            return walk.Run(step =>
            {
                loss.MoveTo(walk.Point);
                StepEnded?.Invoke(step);
            }, cancellation);
        }
        finally
        {
            loss.MoveTo(walk.Point);
        }
    }
}
