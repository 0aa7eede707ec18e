namespace Adjoint;

/// <summary>A straight rise to the first value of a schedule, then that schedule from its beginning.</summary>
internal sealed class WarmupSchedule(Schedule main, long steps, float start) : Schedule
{
    private readonly long steps = HyperParameter.Steps(steps, least: 1);
    private readonly float start = HyperParameter.Share(start, nameof(start));

    public override float At(long step) =>
        step >= steps ? main.At(step - steps) : (float)(main.At(0) * (start + (1 - (double)start) * step / steps));
}
