namespace Adjoint.Training;

/// <summary>A schedule that is none before the length of the run is known.</summary>
internal sealed class PlannedSchedule(string name, Func<RunLength, Schedule> over) : Schedule
{
    public override float At(long step) => throw new InvalidOperationException(
        $"Plan.{name} is stated in shares of a run, and nothing has said how long the run is. Train with Trainer.FitAsync, or set the optimizer's {nameof(Optimizer.Run)} first.");

    public override Schedule Over(RunLength run) => over(run);
}
