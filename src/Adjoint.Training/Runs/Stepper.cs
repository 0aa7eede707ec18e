namespace Adjoint.Training;

/// <summary>A step that was taken.</summary>
/// <param name="Loss">The mean loss over its rows, before it.</param>
/// <param name="Weight">Σ w of its rows.</param>
/// <param name="Rows">Their number.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Turns">The losses of the run's turns; null where there are none.</param>
internal readonly record struct Step(double Loss, double Weight, int Rows, float Rate, double[]? Turns = null);

/// <summary>What takes the steps of a run.</summary>
internal interface IStepper
{
    /// <summary>Learns from a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="isLast">Whether it is the last of its epoch.</param>
    /// <param name="state">Where the run is.</param>
    /// <returns>The step that it has completed; null if its gradient waits for others.</returns>
    Step? Learn(MiniBatch batch, bool isLast, RunState state);
}

/// <summary>
/// Takes the steps of a run: one a batch, or one for several, whose gradient is Σ w·g / Σ w over them, as that of one large batch is.
/// </summary>
internal sealed class Stepper(ITrainable network, TrainingOptions options, Guard guard, Turns turns) : IStepper
{
    private readonly StepWeight weight = new(network);
    private readonly GradientBuffer? part = options.Accumulate > 1 ? new(network) : null;
    private readonly GradientBuffer? sum = options.Accumulate > 1 ? new(network) : null;

    /// <summary>The batches whose gradients are in the sum, and Σ w·loss, Σ w and rows over them.</summary>
    private int batches;
    private double losses;
    private double weights;
    private int rows;

    public Step? Learn(MiniBatch batch, bool isLast, RunState state)
    {
        var rate = options.Optimizer.Rate;
        if (part is null)
        {
            var loss = network.TrainStep(batch, options.Optimizer);
            guard.Check(loss, batch, state, state.Batch);
            return new Step(loss, weight.Of(batch), batch.Rows, rate, turns.After(batch, state));
        }
        Collect(batch, state);
        if (++batches < options.Accumulate && !isLast)
            return null;
        sum!.Scale(weights > 0 ? 1 / weights : 0);
        if (!network.Apply(sum, options.Optimizer))
            guard.Check(double.NaN, batch, state, state.Batch + batches - 1);
        batches = 0;
        return new Step(Rounded(weights > 0 ? losses / weights : 0), weights, rows, rate);
    }

    /// <summary>A number of the network's type, as the losses of single batches are and checkpoints keep them.</summary>
    private double Rounded(double loss) => network.Precision == Precision.Double ? loss : (float)loss;

    private void Collect(MiniBatch batch, RunState state)
    {
        if (batches == 0)
        {
            sum!.Clear();
            (losses, weights, rows) = (0, 0, 0);
        }
        var (counted, before) = (weight.Exactly(batch), network.TrainingStep);
        var loss = network.Gradient(batch, part!);
        // The network does not count a gradient that is not finite.
        guard.Check(network.TrainingStep == before ? double.NaN : loss, batch, state, state.Batch + batches);
        sum!.Add(part!, counted);
        losses += counted * loss;
        weights += counted;
        rows += batch.Rows;
    }
}
