namespace Adjoint;

/// <summary>m + (η − m)·(1 + cos(π·step / steps)) / 2, then m (Loshchilov and Hutter, 2017, without restarts).</summary>
internal sealed class CosineSchedule(float learningRate, long steps, float minimum) : Schedule
{
    private readonly float learningRate = HyperParameter.NotNegative(learningRate, nameof(learningRate));
    private readonly long steps = HyperParameter.Steps(steps, least: 1);
    private readonly float minimum = HyperParameter.NotNegative(minimum, nameof(minimum));

    public override float At(long step) =>
        step >= steps ? minimum : (float)(minimum + ((double)learningRate - minimum) * (1 + Math.Cos(Math.PI * step / steps)) / 2);
}
