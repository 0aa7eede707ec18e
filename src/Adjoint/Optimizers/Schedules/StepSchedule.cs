namespace Adjoint;

/// <summary>η·γ^⌊step / every⌋; exponential when every step falls.</summary>
internal sealed class StepSchedule(float learningRate, long every, float gamma) : Schedule
{
    private readonly float learningRate = HyperParameter.NotNegative(learningRate, nameof(learningRate));
    private readonly long every = HyperParameter.Steps(every, least: 1);
    private readonly float gamma = HyperParameter.Positive(gamma, nameof(gamma));

    public override float At(long step) => (float)(learningRate * Math.Pow(gamma, step / every));
}
