namespace Adjoint.Training;

/// <summary>One step of a run.</summary>
/// <param name="Step">The number of steps before it in the run.</param>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Batch">The last batch that it has learnt from, from 0 in its epoch.</param>
/// <param name="Loss">The mean loss before it, over all that it has learnt from.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Rows">The rows that it has learnt from.</param>
public readonly record struct StepRecord(long Step, int Epoch, int Batch, double Loss, float Rate, int Rows)
{
    /// <summary>The losses of the run's <see cref="TrainingOptions.Turns"/>, each at its last step; NaN for one that had no turn.</summary>
    public IReadOnlyList<double> Turns { get; init; } = [];
}
