namespace Adjoint.Training;

/// <summary>Half a cosine after the other.</summary>
internal sealed class RestartsSchedule : Schedule
{
    private readonly Schedule[] falls;
    private readonly long[] starts;

    public RestartsSchedule(float rate, int cycles, double growth, float minimum, long steps)
    {
        var cycle = (int)Math.Min(cycles, steps);
        (falls, starts) = (new Schedule[cycle], new long[cycle]);
        var total = 0.0;
        for (var i = 0; i < cycle; i++)
            total += Math.Pow(growth, i);
        var before = 0.0;
        for (var i = 0; i < cycle; i++)
        {
            // Each has at least one step.
            starts[i] = Math.Max((long)Math.Round(steps * before / total), i == 0 ? 0 : starts[i - 1] + 1);
            before += Math.Pow(growth, i);
            falls[i] = Cosine(rate, Math.Max(1, (long)Math.Round(steps * before / total) - starts[i]), minimum);
        }
    }

    public override float At(long step)
    {
        var found = Array.FindLastIndex(starts, start => start <= step);
        return falls[found].At(step - starts[found]);
    }
}
