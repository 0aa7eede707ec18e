namespace Adjoint.Training;

/// <summary>Takes the steps of a run's turns, in the order in which they are listed.</summary>
internal sealed class Turns(TrainingOptions options, int batchesPerEpoch)
{
    private readonly Guard[] guards = [.. options.Turns.Select(turn => new Guard(turn.Network, turn.Optimizer, options, batchesPerEpoch))];

    /// <summary>Takes them after a step of the run.</summary>
    /// <returns>The loss of each at its last step; NaN where it had no turn. Null where there are no turns.</returns>
    public double[]? After(MiniBatch batch, RunState state)
    {
        if (guards.Length == 0)
            return null;
        var losses = new double[guards.Length];
        for (var i = 0; i < guards.Length; i++)
        {
            var turn = options.Turns[i];
            losses[i] = double.NaN;
            for (var step = 0; step < turn.Steps && (state.Step + 1) % turn.Every == 0; step++)
            {
                losses[i] = turn.Network.TrainStep(batch, turn.Optimizer);
                guards[i].Check(losses[i], batch, state, state.Batch);
            }
        }
        return losses;
    }
}
