namespace Adjoint;

/// <summary>η.</summary>
internal sealed class ConstantSchedule(float learningRate) : Schedule
{
    private readonly float learningRate = HyperParameter.NotNegative(learningRate, nameof(learningRate));

    public override float At(long step) => learningRate;
}
