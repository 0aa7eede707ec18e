using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>An input, an output or a target of a network.</summary>
/// <param name="name">The name of the parameter that brings it.</param>
/// <param name="size">The numbers in one row of it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Port(string name, int size)
{
    /// <summary>The name of the parameter that brings it.</summary>
    public string Name { get; } = name;

    /// <summary>The numbers in one row of it.</summary>
    public int Size { get; } = size;

    /// <summary>Whether a row is one class label, of <see cref="Size"/> classes, instead of numbers.</summary>
    public bool IsClasses { get; init; }
}

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
