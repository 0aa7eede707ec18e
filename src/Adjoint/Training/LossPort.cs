using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>One loss of a network: which target it compares with, and how that is written for its kernel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LossPort
{
    /// <summary>The number of the target.</summary>
    public required int Target { get; init; }

    /// <summary>The factor on the loss.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>How class labels become targets; null where targets are numbers.</summary>
    public ClassTargets? Classes { get; init; }

    /// <summary>How probabilities become targets, where they are smoothed or weighted.</summary>
    public ClassTargets? Probabilities { get; init; }
}
