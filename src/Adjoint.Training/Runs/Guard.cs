using System.Globalization;

namespace Adjoint.Training;

/// <summary>Ends a run whose loss or gradient is not finite, or whose loss explodes, and says where that came from.</summary>
internal sealed class Guard(ITrainable network, Optimizer optimizer, TrainingOptions options, int batchesPerEpoch)
{
    /// <summary>The steps whose losses are the measure, and over which later ones are averaged.</summary>
    private const int FirstSteps = 10;

    /// <summary>Refuses a loss that is not finite; nothing has changed then.</summary>
    public void Check(double loss, MiniBatch batch, RunState state, int number)
    {
        if (!double.IsFinite(loss))
            throw NotFinite(loss, batch, state, number);
    }

    /// <summary>Looks at the loss of a step that was taken.</summary>
    public void Follow(double loss, RunState state)
    {
        if (state.Step < FirstSteps)
        {
            state.FirstLosses = Math.Max(state.FirstLosses, Math.Abs(loss));
            state.AverageLoss = Math.Max(state.AverageLoss, loss);
            return;
        }
        state.AverageLoss += (loss - state.AverageLoss) / FirstSteps;
        if (state.AverageLoss > options.Explosion * state.FirstLosses && state.FirstLosses > 0)
            throw Exploded(loss, state);
    }

    private TrainingFailedException NotFinite(double loss, MiniBatch batch, RunState state, int number)
    {
        var rate = optimizer.Rate;
        var what = double.IsNaN(loss) ? "The loss or its gradient is NaN" : "The loss is infinite";
        var origin = Origin.Of(network, batch);
        return new TrainingFailedException($"{what} at {Place(state, number)}, learning rate {Text(rate)}; the step was not taken. {origin.Found} {origin.Advice ?? Advice(rate)}");
    }

    private TrainingFailedException Exploded(double loss, RunState state)
    {
        var rate = optimizer.Rate;
        return new TrainingFailedException(
            $"The loss has exploded: it is {Text(loss)} at {Place(state, state.Batch)}, learning rate {Text(rate)}, and in the first {FirstSteps} steps it was at most {Text(state.FirstLosses)}. "
            + $"{Advice(rate)} {nameof(TrainingOptions.Explosion)} = null lets such a run go on.");
    }

    private string Advice(float rate) => optimizer.ClipNorm is null
        ? $"Try a learning rate of {Text(rate / 10)}, or {nameof(Optimizer.ClipNorm)} = 1."
        : $"Try a learning rate of {Text(rate / 10)}.";

    private string Place(RunState state, int batch) => $"step {state.Step} (epoch {state.Epoch}, batch {batch} of {batchesPerEpoch}, all counted from 0)";

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
