namespace Adjoint;

/// <summary>One schedule up to a step, another from its own beginning after that.</summary>
internal sealed class SequenceSchedule : Schedule
{
    private readonly Schedule first;
    private readonly Schedule next;
    private readonly long atStep;

    public SequenceSchedule(Schedule first, Schedule next, long atStep)
    {
        ArgumentNullException.ThrowIfNull(next);
        this.first = first;
        this.next = next;
        this.atStep = HyperParameter.Steps(atStep, least: 0);
    }

    public override float At(long step) => step < atStep ? first.At(step) : next.At(step - atStep);

    internal override (Schedule Schedule, long Step) Part(long step) => step < atStep ? first.Part(step) : next.Part(step - atStep);
}
