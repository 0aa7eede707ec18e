using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>One loss of a network: which target it compares with, and how that is written for its kernel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LossPort
{
    /// <summary>The number of the target; −1 where the loss compares with nothing that is given.</summary>
    public required int Target { get; init; }

    /// <summary>The parts of a row that are judged each by itself.</summary>
    public int Positions { get; init; } = 1;

    /// <summary>The input that says how many steps each row has, each step with the same number of positions; −1 where all rows have all.</summary>
    public int Lengths { get; init; } = -1;

    /// <summary>The factor on the loss.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>How class labels become targets; null where targets are numbers.</summary>
    public ClassTargets? Classes { get; init; }

    /// <summary>How probabilities become targets, where they are smoothed or weighted.</summary>
    public ClassTargets? Probabilities { get; init; }

    /// <summary>The positions of a row that count.</summary>
    /// <param name="program">The network.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="row">The row.</param>
    internal unsafe int PositionsOf<T>(NetworkProgram<T> program, Feed* inputs, long row)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (Lengths < 0)
            return Positions;
        var steps = program.Inputs[Lengths].Count - 1;
        return inputs[Lengths].Indices[row] * (Positions / steps);
    }

    /// <summary>The numbers of a row's target as the kernel reads it.</summary>
    /// <param name="targets">All targets.</param>
    internal int TargetSize(Port[] targets) => Target < 0 ? 0 : Classes is { } classes ? Positions * classes.Numbers : targets[Target].Size;
}
