namespace Adjoint;

/// <summary>
/// A straight rise to the first value of a schedule, then that schedule from its beginning. Step k of the rise is at its end, (k + 1) / steps: at its
/// beginning the first step would have no rate at all, and cost a batch for nothing.
/// </summary>
internal sealed class WarmupSchedule(Schedule main, long steps, float start) : Schedule
{
    private readonly long steps = HyperParameter.Steps(steps, least: 1);
    private readonly float start = HyperParameter.Share(start, nameof(start));

    public override float At(long step) =>
        step >= steps ? main.At(step - steps) : (float)(main.At(0) * (start + (1 - (double)start) * (step + 1) / steps));

    /// <summary>The schedule has the steps that the rise leaves it.</summary>
    public override Schedule Over(RunLength run) => new WarmupSchedule(main.Over(run with { Steps = Math.Max(1, run.Steps - steps) }), steps, start);

    internal override (Schedule Schedule, long Step) Part(long step) => main.Part(Math.Max(0, step - steps));
}
