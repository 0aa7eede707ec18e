namespace Adjoint.Training;

/// <summary>η·(1 − step / steps)^p, then 0.</summary>
internal sealed class PolynomialSchedule(float rate, double power, long steps) : Schedule
{
    public override float At(long step) => step >= steps ? 0 : (float)(rate * Math.Pow(1 - (double)step / steps, power));
}
