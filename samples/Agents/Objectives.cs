namespace Agents;

/// <summary>What the policies are trained by: functions of an output and a number that comes with each row. Their derivatives are generated.</summary>
public static class Objectives
{
    /// <summary>−ln π(a|s) A: its gradient is that of the expected return (Williams, 1992).</summary>
    [Differentiable]
    public static float Reinforce(float logarithm, float advantage) => -logarithm * advantage;

    /// <summary>−min(r A, clip(r, 0.8, 1.2) A) with r = π(a|s)/π_before(a|s), whose logarithm is given.</summary>
    [Differentiable]
    public static float Clipped(float change, float advantage)
    {
        var ratio = MathF.Exp(change);
        return -MathF.Min(ratio * advantage, Math.Clamp(ratio, 0.8f, 1.2f) * advantage);
    }

    /// <summary>An output times a weight that comes with the row.</summary>
    [Differentiable]
    public static float Weighted(float value, float weight) => value * weight;
}
