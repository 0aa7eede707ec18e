using System.Diagnostics;

namespace Adjoint.Training;

/// <summary>What a run does by the clock: it is read once a step at most.</summary>
internal sealed class RunClock(RunState state, TrainingOptions options, int batches, int stepsPerEpoch)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan ShortTick = TimeSpan.FromMilliseconds(0.2);

    /// <summary>The most steps between two looks at the clock.</summary>
    private const int LongestStride = 64;

    private readonly TimeSpan elapsedBefore = state.Elapsed;
    private long start;
    private TimeSpan last;
    private TimeSpan lastReport;
    private TimeSpan lastCheckpoint;
    private int stride = 1;
    private int skipped;

    /// <summary>The time since <see cref="Start"/>.</summary>
    public TimeSpan SinceStart => Stopwatch.GetElapsedTime(start);

    /// <summary>How far the run is.</summary>
    public TrainingProgress Progress => new()
    {
        Epoch = state.Epoch,
        Epochs = options.Epochs,
        Batch = state.Batch,
        Batches = batches,
        Step = state.Step,
        RunningLoss = state.RunningLoss,
        Rate = state.Rate,
        RowsPerSecond = state.RowsPerSecond,
        Elapsed = state.Elapsed,
        Remaining = Remaining(state.Step),
        LastEpoch = state.LastEpoch,
        Reason = state.Reason,
    };

    /// <summary>Begins to count.</summary>
    public void Start() => start = Stopwatch.GetTimestamp();

    /// <summary>Counts the time since the last call as spent on learning.</summary>
    public void Tick()
    {
        var before = last;
        Pause();
        state.EpochTime += last - before;
    }

    /// <summary>The same after a step. Steps of some microseconds would feel a look at the clock, so that some thousand a second are enough.</summary>
    public void TickAfterStep()
    {
        if (++skipped < stride)
            return;
        var before = last;
        Tick();
        skipped = 0;
        stride = last - before < ShortTick ? Math.Min(2 * stride, LongestStride) : Math.Max(1, stride / 2);
    }

    /// <summary>Counts the time since the last call as spent on something else.</summary>
    public void Pause()
    {
        last = Stopwatch.GetElapsedTime(start);
        state.Elapsed = elapsedBefore + last;
    }

    /// <summary>Whether a checkpoint is due in the middle of an epoch.</summary>
    public bool IsCheckpointDue()
    {
        if (state.Step % options.CheckpointSteps != 0 && last - lastCheckpoint < options.CheckpointInterval)
            return false;
        lastCheckpoint = last;
        return true;
    }

    /// <summary>Tells who listens, unless they were told a moment ago.</summary>
    public void Report(bool isDue)
    {
        if (options.Progress is null || (!isDue && last - lastReport < ReportInterval))
            return;
        lastReport = last;
        options.Progress.Report(Progress);
    }

    private TimeSpan? Remaining(long steps)
    {
        var all = (long)options.Epochs * stepsPerEpoch;
        return steps == 0 || all < steps ? null : state.Elapsed * ((double)(all - steps) / steps);
    }
}
