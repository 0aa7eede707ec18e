namespace Adjoint.Training;

/// <summary>Up to the greatest rate and down again, each along half a cosine; the last step has the last rate, and so have those after it.</summary>
internal sealed class OneCycleSchedule(float rate, double rise, float startDivisor, float endDivisor, long steps) : Schedule
{
    /// <summary>The step of the greatest rate.</summary>
    private readonly double top = Math.Max(0, rise * steps - 1);
    private readonly double start = (double)rate / startDivisor;
    private readonly double end = (double)rate / startDivisor / endDivisor;

    public override float At(long step)
    {
        if (step <= top && top > 0)
            return (float)Between(start, rate, step / top);
        return (float)Between(rate, end, Math.Clamp((step - top) / Math.Max(1, steps - 1 - top), 0, 1));
    }

    private static double Between(double from, double to, double share) => to + (from - to) * (1 + Math.Cos(Math.PI * share)) / 2;
}
