using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>How the steps of a sequence are laid out in the inputs and outputs of a network, and what goes from one step to the next.</summary>
/// <param name="length">The steps that the network reads at once.</param>
/// <param name="states">The number of states: the last inputs of a step, and its last outputs.</param>
/// <param name="readsNumber">Whether a step reads its number, which then comes before the states.</param>
/// <param name="before">For each of the network's inputs, and then of its outputs, the numbers before the axis of the steps; 0 where it has none.</param>
/// <param name="kept">How many of the states, the last ones, are written where they are: they do not come out.</param>
/// <param name="most">The steps that there is room for.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepLayout(int length, int states, bool readsNumber, int[] before, int kept = 0, long most = long.MaxValue)
{
    /// <summary>The steps that the network reads at once.</summary>
    public int Length => length;

    /// <summary>The number of states.</summary>
    public int States => states;

    /// <summary>The states, the last ones, that are written where they are.</summary>
    internal int Kept => kept;

    /// <summary>The steps that there is room for.</summary>
    internal long Most => most;

    /// <summary>Whether a step reads its number.</summary>
    public bool ReadsNumber => readsNumber;

    /// <summary>The numbers before the axis of the steps in an input or, counted after them, an output.</summary>
    internal int Before(int port) => before[port];

    /// <summary>Copies one step of a row, or all of a row that has no steps.</summary>
    /// <param name="port">The input, or after them the output.</param>
    /// <param name="row">The row, as the whole network has it.</param>
    /// <param name="number">The step.</param>
    /// <param name="step">Receives it.</param>
    internal void CopyStep<T>(int port, ReadOnlySpan<T> row, int number, Span<T> step)
    {
        if (before[port] == 0)
        {
            row.CopyTo(step);
            return;
        }
        var behind = step.Length / before[port];
        for (var i = 0; i < before[port]; i++)
            row.Slice((i * length + number) * behind, behind).CopyTo(step[(i * behind)..]);
    }
}
