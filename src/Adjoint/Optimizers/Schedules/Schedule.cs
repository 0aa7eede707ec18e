namespace Adjoint;

/// <summary>
/// A learning rate as a function of the step. A step is one mini-batch, not one epoch, and counts from 0: the first update of an optimizer
/// uses <c>At(0)</c>. Schedules have no state and may be shared; derive from this class to write your own. A step whose rate is negative, infinite
/// or not a number is refused before anything is computed.
/// </summary>
/// <example><code>new Adam(Schedule.Cosine(1e-3f, steps: 10_000).WithWarmup(500))</code></example>
public abstract class Schedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The number of steps taken before, from 0.</param>
    /// <returns>A finite number of at least 0.</returns>
    public abstract float At(long step);

    /// <summary>
    /// This schedule in a run of a known length. One that is stated in shares of the run, or in epochs, answers with what it is in steps; others are the same in every run.
    /// <see cref="Optimizer.Run"/> asks.
    /// </summary>
    /// <param name="run">The length of the run.</param>
    /// <returns>A schedule that counts steps.</returns>
    public virtual Schedule Over(RunLength run) => this;

    /// <summary>The schedule that sets the rate of a step, and that step as it counts: in a combination one of its parts. For messages.</summary>
    internal virtual (Schedule Schedule, long Step) Part(long step) => (this, step);

    /// <summary>The same learning rate for ever.</summary>
    /// <param name="learningRate">The learning rate; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public static Schedule Constant(float learningRate) => new ConstantSchedule(learningRate);

    /// <summary>
    /// Falls by a factor every <paramref name="every"/> steps: η·γ^⌊step / every⌋. PyTorch's <c>StepLR</c>, which counts epochs where its user calls it
    /// once an epoch: multiply by the batches of an epoch to do the same.
    /// </summary>
    /// <param name="learningRate">The learning rate η at the start; at least 0.</param>
    /// <param name="every">The number of steps between two falls; at least 1.</param>
    /// <param name="gamma">The factor γ, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Schedule Step(float learningRate, long every, float gamma = 0.1f) => new StepSchedule(learningRate, every, gamma);

    /// <summary>Falls by a factor every step: η·γ^step. PyTorch's <c>ExponentialLR</c>.</summary>
    /// <param name="learningRate">The learning rate η at the start; at least 0.</param>
    /// <param name="gamma">The factor γ, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Schedule Exponential(float learningRate, float gamma) => new StepSchedule(learningRate, every: 1, gamma);

    /// <summary>
    /// Falls along half a cosine: m + (η − m)·(1 + cos(π·step / steps)) / 2, and stays at the minimum m from <paramref name="steps"/> on: the last of
    /// that many steps, <c>At(steps − 1)</c>, is still a little above it. PyTorch's <c>CosineAnnealingLR</c> in its closed form, which rises again
    /// where this one stays.
    /// </summary>
    /// <param name="learningRate">The learning rate η at the start; at least 0.</param>
    /// <param name="steps">The number of steps until the minimum; at least 1.</param>
    /// <param name="minimum">The learning rate m at the end; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Schedule Cosine(float learningRate, long steps, float minimum = 0) => new CosineSchedule(learningRate, steps, minimum);

    /// <summary>
    /// Rises in a straight line to this schedule's first value before it begins: a step below <paramref name="steps"/> uses
    /// At(0)·(start + (1 − start)·(step + 1) / steps), a later one At(step − steps). So the first step already moves the parameters, the last of the
    /// rise has the whole first value, and the schedule takes <paramref name="steps"/> steps more than without.
    /// </summary>
    /// <remarks>
    /// PyTorch's <c>LinearLR</c> with <c>start_factor = start + (1 − start) / steps</c> and <c>total_iters = steps − 1</c>, followed by this schedule.
    /// </remarks>
    /// <param name="steps">The number of steps of the rise; at least 1.</param>
    /// <param name="start">The share of the first value that the rise begins above, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Schedule WithWarmup(long steps, float start = 0) => new WarmupSchedule(this, steps, start);

    /// <summary>
    /// This schedule up to <paramref name="atStep"/>, from then on another, which counts its own steps from 0. PyTorch's <c>SequentialLR</c>.
    /// </summary>
    /// <param name="next">The schedule that follows.</param>
    /// <param name="atStep">Its first step; at least 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="next"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atStep"/> is negative.</exception>
    public Schedule Then(Schedule next, long atStep) => new SequenceSchedule(this, next, atStep);

    /// <summary>This schedule with every learning rate multiplied by <paramref name="factor"/>.</summary>
    /// <param name="factor">The factor, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is negative or not finite.</exception>
    public Schedule Scale(float factor) => new ScaledSchedule(this, factor);

    /// <summary>A plain number is a constant learning rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public static implicit operator Schedule(float learningRate) => Constant(learningRate);

    /// <summary>A plain number is a constant learning rate; it is rounded to a float.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public static implicit operator Schedule(double learningRate) => Constant((float)learningRate);
}
