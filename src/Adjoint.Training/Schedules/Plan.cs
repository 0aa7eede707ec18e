namespace Adjoint.Training;

/// <summary>
/// Learning rates stated in shares of a run, for <see cref="Trainer"/>, which knows how many steps that is: <c>new Adam(Plan.OneCycle(3e-3f))</c>. In a loop of your own
/// <see cref="Optimizer.Run"/> says it.
/// </summary>
public static class Plan
{
    /// <summary>
    /// Rises along half a cosine from <paramref name="rate"/> / <paramref name="startDivisor"/> to <paramref name="rate"/>, and falls along another to nearly nothing. PyTorch's
    /// <c>OneCycleLR</c>, whose first step uses the first rate and whose last one the last.
    /// </summary>
    /// <param name="rate">The greatest rate.</param>
    /// <param name="rise">The share of the run that the rise takes.</param>
    /// <param name="startDivisor">The greatest rate divided by the first.</param>
    /// <param name="endDivisor">The first rate divided by the last.</param>
    /// <remarks>Source: Smith and Topin (2018), in the form of <c>torch.optim.lr_scheduler.OneCycleLR</c>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Schedule OneCycle(float rate, double rise = 0.3, float startDivisor = 25, float endDivisor = 1e4f)
    {
        CheckRate(rate);
        CheckShare(rise, nameof(rise));
        CheckDivisor(startDivisor, nameof(startDivisor));
        CheckDivisor(endDivisor, nameof(endDivisor));
        return new PlannedSchedule(nameof(OneCycle), run => new OneCycleSchedule(rate, rise, startDivisor, endDivisor, run.Steps));
    }

    /// <summary>Falls along half a cosine over the whole run, after a rise in a straight line over a share of it.</summary>
    /// <param name="rate">The greatest rate.</param>
    /// <param name="warmup">The share of the run that the rise takes; 0 is none.</param>
    /// <param name="minimum">The rate that the last step comes close to.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Schedule Cosine(float rate, double warmup = 0, float minimum = 0)
    {
        CheckRate(rate);
        CheckRate(minimum, nameof(minimum));
        CheckShare(warmup, nameof(warmup));
        return new PlannedSchedule(nameof(Cosine), run => Warm(run.Steps, warmup, rest => Schedule.Cosine(rate, rest, minimum)));
    }

    /// <summary>Falls as (1 − step / steps)^<paramref name="power"/> over the whole run, after a rise in a straight line over a share of it. A power of 1 is a straight line.</summary>
    /// <param name="rate">The greatest rate.</param>
    /// <param name="power">The power.</param>
    /// <param name="warmup">The share of the run that the rise takes; 0 is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Schedule Polynomial(float rate, double power = 1, double warmup = 0)
    {
        CheckRate(rate);
        CheckShare(warmup, nameof(warmup));
        if (!(power > 0 && double.IsFinite(power)))
            throw new ArgumentOutOfRangeException(nameof(power), power, $"The power is {power}; it must be finite and above 0.");
        return new PlannedSchedule(nameof(Polynomial), run => Warm(run.Steps, warmup, rest => new PolynomialSchedule(rate, power, rest)));
    }

    /// <summary>Falls along half a cosine several times; each fall takes <paramref name="growth"/> times as many steps as the one before.</summary>
    /// <param name="rate">The rate that each fall begins with.</param>
    /// <param name="cycles">The falls in the run.</param>
    /// <param name="growth">How much longer each is than the one before.</param>
    /// <param name="minimum">The rate that the last step of each comes close to.</param>
    /// <remarks>Source: Loshchilov and Hutter (2017).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Schedule CosineRestarts(float rate, int cycles, double growth = 1, float minimum = 0)
    {
        CheckRate(rate);
        CheckRate(minimum, nameof(minimum));
        ArgumentOutOfRangeException.ThrowIfLessThan(cycles, 1);
        if (!(growth >= 1 && double.IsFinite(growth)))
            throw new ArgumentOutOfRangeException(nameof(growth), growth, $"The growth is {growth}; it must be finite and at least 1.");
        return new PlannedSchedule(nameof(CosineRestarts), run => new RestartsSchedule(rate, cycles, growth, minimum, run.Steps));
    }

    /// <summary>A schedule that counts epochs instead of steps: all steps of an epoch have its rate.</summary>
    /// <param name="epochs">The rates, one for each epoch.</param>
    public static Schedule ByEpoch(Schedule epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        return new PlannedSchedule(nameof(ByEpoch), run =>
            new EpochSchedule(epochs.Over(new((run.Steps + run.StepsPerEpoch - 1) / run.StepsPerEpoch, 1)), run.StepsPerEpoch));
    }

    private static Schedule Warm(long steps, double share, Func<long, Schedule> main)
    {
        var rise = Math.Min((long)Math.Round(share * steps), steps - 1);
        return rise == 0 ? main(steps) : main(steps - rise).WithWarmup(rise);
    }

    private static void CheckRate(float value, string name = "rate")
    {
        if (!float.IsFinite(value) || value < 0)
            throw new ArgumentOutOfRangeException(name, value, $"'{name}' is {value}; it must be finite and at least 0.");
    }

    private static void CheckShare(double value, string name)
    {
        if (!(value is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(name, value, $"'{name}' is {value}; it is a share of the run, from 0 to below 1.");
    }

    private static void CheckDivisor(float value, string name)
    {
        if (!(float.IsFinite(value) && value >= 1))
            throw new ArgumentOutOfRangeException(name, value, $"'{name}' is {value}; it must be finite and at least 1.");
    }
}
