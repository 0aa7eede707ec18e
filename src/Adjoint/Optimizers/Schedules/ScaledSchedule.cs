namespace Adjoint;

/// <summary>A schedule with every learning rate multiplied by a factor.</summary>
internal sealed class ScaledSchedule(Schedule main, float factor) : Schedule
{
    private readonly float factor = HyperParameter.NotNegative(factor, nameof(factor));

    public override float At(long step) => main.At(step) * factor;

    public override Schedule Over(RunLength run) => new ScaledSchedule(main.Over(run), factor);

    internal override (Schedule Schedule, long Step) Part(long step) => main.Part(step);
}
