namespace Adjoint.Training;

/// <summary>Where a run is: with the weights and the optimizer all that it needs to go on. No part of it is random.</summary>
internal sealed class RunState
{
    public History History { get; init; } = new();

    /// <summary>The steps taken.</summary>
    public long Step => History.Steps;

    /// <summary>The epoch under way.</summary>
    public int Epoch { get; set; }

    /// <summary>The next batch of it.</summary>
    public int Batch { get; set; }

    /// <summary>Σ w·loss and Σ w over the steps of this epoch, and their rows.</summary>
    public double LossSum { get; set; }

    public double LossWeight { get; set; }

    public long Rows { get; set; }

    /// <summary>The time that this epoch has taken so far, and the run, without stops.</summary>
    public TimeSpan EpochTime { get; set; }

    public TimeSpan Elapsed { get; set; }

    public Watch Stop { get; init; } = new();

    public Watch Keep { get; init; } = new();

    public Watch Plateau { get; init; } = new();

    /// <summary>The largest of the first losses, and their running average, by which an explosion is told.</summary>
    public double FirstLosses { get; set; }

    public double AverageLoss { get; set; }

    /// <summary>Why the run ended when this was saved; null while it goes on.</summary>
    public EndReason? Reason { get; set; }

    /// <summary>The mean loss of this epoch so far: Σ w·loss / Σ w; NaN before its first step.</summary>
    public double RunningLoss => LossWeight > 0 ? LossSum / LossWeight : double.NaN;

    /// <summary>The rows of this epoch in a second.</summary>
    public double RowsPerSecond => EpochTime > TimeSpan.Zero ? Rows / EpochTime.TotalSeconds : 0;

    /// <summary>The learning rate of the last step.</summary>
    public float Rate { get; private set; }

    /// <summary>The last epoch that is done.</summary>
    public EpochRecord? LastEpoch { get; private set; }

    /// <summary>Takes from the history what is remembered next to it, after it was read.</summary>
    public void TakeUp() => (Rate, LastEpoch) = (History.Steps > 0 ? History.Rates[^1] : 0, History.Epochs.Count > 0 ? History.Epochs[^1] : null);

    /// <summary>Counts a step.</summary>
    public void Add(in Step step, int nextBatch)
    {
        History.Add(step.Loss, step.Rate);
        LossSum += step.Weight * step.Loss;
        LossWeight += step.Weight;
        Rows += step.Rows;
        (Rate, Batch) = (step.Rate, nextBatch);
    }

    /// <summary>Keeps the record of the epoch under way, and goes on to the next.</summary>
    public void End(EpochRecord epoch)
    {
        History.Add(epoch);
        LastEpoch = epoch;
        Epoch++;
        (Batch, LossSum, LossWeight, Rows, EpochTime) = (0, 0, 0, 0, TimeSpan.Zero);
    }
}
