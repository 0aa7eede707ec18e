namespace Adjoint.Training;

/// <summary>All steps of an epoch have its rate.</summary>
internal sealed class EpochSchedule(Schedule epochs, long stepsPerEpoch) : Schedule
{
    public override float At(long step) => epochs.At(step / stepsPerEpoch);
}
