namespace Adjoint.Training;

/// <summary>What follows from how an epoch was judged: weights that are kept, a lower rate, the end.</summary>
internal sealed class Verdict(RunParts run, Judge judge)
{
    private readonly Best keep = run.Options.Keep ?? (judge.CanJudge ? Best.Loss : Best.None);

    /// <summary>Whether more of what the best weights are judged by is better.</summary>
    public bool HigherIsBetter => judge.Keep?.HigherIsBetter ?? false;

    /// <summary>
    /// Prepares for the first epoch. What a checkpoint remembers of other criteria than those of this run is forgotten, and the weights that were best by them.
    /// </summary>
    public void Begin()
    {
        var (state, options) = (run.State, run.Options);
        if (!state.Keep.Follow(Text(keep.IsKept, judge.Keep)))
            run.Best = null;
        state.Plateau.Follow(Text(options.Plateau is not null, judge.Plateau));
        state.Stop.Follow(Text(options.Stop is not null, judge.Stop));
        // What ended the run before need not end it now, unless it was the judgement, and it is still the same.
        state.Reason = state.Reason == EndReason.Stopped && state.Stop.Since >= options.Stop?.Epochs ? EndReason.Stopped : null;
    }

    /// <summary>Draws the consequences; returns whether the epoch is the best so far, whose weights are kept.</summary>
    public bool On(EpochRecord epoch)
    {
        var (state, options) = (run.State, run.Options);
        if (options.Plateau is { } plateau && !IsBest(epoch, state.Plateau, judge.Plateau) && state.Plateau.Since % plateau.Epochs == 0)
            options.Optimizer.RateFactor *= plateau.Factor;
        if (options.Stop is { } stop && !IsBest(epoch, state.Stop, judge.Stop, stop.MinChange) && state.Stop.Since >= stop.Epochs)
            state.Reason = EndReason.Stopped;
        if (!keep.IsKept || !IsBest(epoch, state.Keep, judge.Keep))
            return false;
        KeepWeights();
        return true;
    }

    private static string Text(bool isAsked, Metric? metric) => isAsked ? metric?.FullName ?? "loss" : "nothing";

    /// <summary>Those that were judged: the average, where there is one.</summary>
    private void KeepWeights()
    {
        run.Best ??= Weights.Of(run.Network);
        if (run.Average is { } average)
            run.Best.CopyFrom(average);
        else
            run.Best.CopyFrom(run.Network);
    }

    private static bool IsBest(EpochRecord epoch, Watch watch, Metric? metric, double minChange = 0)
    {
        var value = metric is null ? epoch.ValidationLoss ?? double.NaN : epoch.Of(metric);
        return watch.Look(value, metric?.HigherIsBetter ?? false, epoch.Epoch, minChange);
    }
}
