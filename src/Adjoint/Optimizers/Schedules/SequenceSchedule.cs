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

    /// <summary>Each part is stated in shares of its own steps.</summary>
    public override Schedule Over(RunLength run) =>
        new SequenceSchedule(first.Over(run with { Steps = Math.Clamp(atStep, 1, run.Steps) }), next.Over(run with { Steps = Math.Max(1, run.Steps - atStep) }), atStep);

    internal override (Schedule Schedule, long Step) Part(long step) => step < atStep ? first.Part(step) : next.Part(step - atStep);
}
