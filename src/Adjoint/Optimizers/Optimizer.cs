using System.Numerics;
using System.Runtime.CompilerServices;
using System.ComponentModel;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>
/// Turns the gradient of the mean loss over a mini-batch into a change of the parameters. Defaults and formulas are PyTorch's; one
/// optimizer serves one network, because its moments belong to that network's parameters.
/// </summary>
/// <remarks>
/// A step clips the gradient g (<see cref="ClipNorm"/>, then <see cref="ClipValue"/>), adds weight decay and penalties, and then applies the
/// formula of the concrete optimizer, all in one pass over the parameters w. As in PyTorch, clipping acts on the gradient of the loss alone:
/// what weight decay and penalties add is not clipped. The formulas are compiled into that pass, so this class cannot be derived from elsewhere.
/// </remarks>
public abstract unsafe partial class Optimizer : IDisposable
{
    private UpdateSegment[] segments = [];
    private UpdateGroup[] groups = [];

    /// <summary>Where the parameters are that are not frozen.</summary>
    private int[] updated = [];
    private readonly CommonRanges common = new();
    private double[] partialSums = [];

    /// <summary>The schedule in the run that is known of, if one is.</summary>
    private Schedule schedule = null!;

    private protected Optimizer(Schedule learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate as a function of the step; a plain number stays constant.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Schedule LearningRate
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            (field, schedule) = (value, value);
        }
    }

    /// <summary>
    /// The length of the run, for a <see cref="LearningRate"/> that is stated in shares of it or in epochs; null, the default, leaves the schedule as it is.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is below 1.</exception>
    public RunLength? Run
    {
        get;
        set
        {
            if (value is { } run)
            {
                HyperParameter.Steps(run.Steps, least: 1, nameof(Run));
                HyperParameter.Steps(run.StepsPerEpoch, least: 1, nameof(Run));
            }
            schedule = value is { } length ? LearningRate.Over(length) : LearningRate;
            (field, rate) = (value, null);
        }
    }

    /// <summary>A factor on the learning rate that may change from step to step, as when a loss no longer falls; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float RateFactor
    {
        get;
        set => (field, rate) = (HyperParameter.NotNegative(value), null);
    } = 1;

    /// <summary>The learning rate of the coming step: that of the schedule at <see cref="Steps"/>, times <see cref="RateFactor"/>.</summary>
    /// <exception cref="InvalidOperationException">The schedule gives a rate that is negative or not finite.</exception>
    public float Rate => rate ?? CheckedRate();

    /// <summary>Weight decay λ. It adds λ·w to the gradient, as PyTorch's <c>weight_decay</c> does; <see cref="AdamW"/> shrinks w instead.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float WeightDecay { get; init => field = HyperParameter.NotNegative(value); }

    /// <summary>
    /// Whether weight decay and the two penalties reach biases and scales too (tensors of role <see cref="ParameterRole.Bias"/> and
    /// <see cref="ParameterRole.Scale"/>), as they do in PyTorch; <see langword="false"/> limits them to weights.
    /// </summary>
    public bool DecayBiases { get; init; } = true;

    /// <summary>The factor λ of the penalty λ·Σ|w|: adds λ·sign(w) to the gradient, with sign(0) = 0. The reported loss leaves it out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float L1 { get; init => field = HyperParameter.NotNegative(value); }

    /// <summary>
    /// The factor λ of the penalty (λ/2)·Σw²: adds λ·w to the gradient. Mind the half: a penalty written λ·Σw² needs twice the value here. It
    /// is always added to the gradient, in <see cref="AdamW"/> too. The reported loss leaves it out.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float L2 { get; init => field = HyperParameter.NotNegative(value); }

    /// <summary>
    /// The largest Euclidean norm of the whole gradient: it is multiplied by min(1, c / (‖g‖ + 1e-6)), as <c>clip_grad_norm_</c> does. Null is off.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0, or not finite.</exception>
    public float? ClipNorm { get; init => field = HyperParameter.PositiveOrOff(value); }

    /// <summary>The largest magnitude c of a component of the gradient: each is clamped to [−c, c], after <see cref="ClipNorm"/>. Null is off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0, or not finite.</exception>
    public float? ClipValue { get; init => field = HyperParameter.PositiveOrOff(value); }

    /// <summary>
    /// Tensors that are trained more slowly, decay otherwise, or keep their values, as in fine-tuning; none by default. A tensor belongs to the first group whose pattern fits its name, and
    /// where none does, these settings hold.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value, or a group in it, is null.</exception>
    public IReadOnlyList<ParameterGroup> Groups
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var group in value)
                ArgumentNullException.ThrowIfNull(group);
            field = [.. value];
        }
    } = [];

    /// <summary>Whether a parameter whose gradient is zero stays as it is, with all that is kept for it, where no decay and no penalty reaches it.</summary>
    private protected virtual bool LeavesTheRest => false;

    /// <summary>Whether weight decay shrinks the parameters instead of adding to the gradient.</summary>
    private protected virtual bool DecouplesWeightDecay => false;

    /// <summary>
    /// Takes one step, if every number of the gradient is finite. Called by generated code; allocates nothing after the first call. The result does not depend on
    /// <paramref name="threads"/>.
    /// </summary>
    /// <param name="parameters">The network's parameters, updated in place.</param>
    /// <param name="gradient">The gradient of the mean loss in the same order; it is left as it is.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <returns>Whether the step was taken; if not, nothing has changed.</returns>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> is shorter than the parameters.</exception>
    /// <exception cref="InvalidOperationException">What <see cref="Bind"/> refuses, unless it has been called for this step.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer has been disposed of.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool Step<T>(ParameterBlock<T> parameters, AlignedBuffer<T> gradient, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Step(parameters, gradient, [], threads);

    /// <summary>The same for a gradient that is zero in most places. Where its mathematics leaves a parameter without gradient as it is, the optimizer does not look at it.</summary>
    /// <param name="parameters">The network's parameters, updated in place.</param>
    /// <param name="gradient">The gradient of the mean loss in the same order.</param>
    /// <param name="touched">Where the gradient may be other than zero: pairs of a first place and the place after the last; nothing for everywhere.</param>
    /// <param name="threads">The most threads to use.</param>
    internal bool Step<T>(ParameterBlock<T> parameters, AlignedBuffer<T> gradient, ReadOnlySpan<int> touched, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradient);
        if (rate is null || !ReferenceEquals(bound, parameters))
            BindPart(parameters, boundPart);
        var count = parameters.Layout.Count;
        if (gradient.Length < count)
            throw new ArgumentException(
                $"Network '{parameters.Layout.Network}' has {count} parameters; the gradient has {gradient.Length} values. Give one value per parameter.",
                nameof(gradient));

        var judged = Within(updated, touched);
        // Where only frozen tensors have a gradient there is nothing to judge; without groups, no ranges stand for everything.
        if (!(judged.IsEmpty && IsOfParts) && !FiniteNumbers<T>.AreAll(gradient.Pointer, count, judged, threads))
            return false;
        var scale = ClipScale(gradient.Pointer, threads);
        var now = rate!.Value;
        Steps++;
        foreach (var group in groups)
            Update(parameters, gradient, group, touched, scale, now, threads);
        GC.KeepAlive(parameters);
        GC.KeepAlive(gradient);
        GC.KeepAlive(this);
        return true;
    }

    /// <summary>Updates the parameters of one group; <see cref="Steps"/> already counts this step.</summary>
    private void Update<T>(ParameterBlock<T> parameters, AlignedBuffer<T> gradient, UpdateGroup group, ReadOnlySpan<int> touched, T scale, float rate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weightDecay = group.Settings?.WeightDecay ?? WeightDecay;
        var learningRate = HyperParameter.As<T>(rate) * HyperParameter.As<T>(group.Settings?.RateFactor ?? 1);
        var mayLeave = LeavesTheRest && weightDecay == 0 && L1 == 0 && L2 == 0;
        var ranges = Within(group.Ranges, mayLeave ? touched : []);
        // Nowhere is not everywhere.
        if (ranges.IsEmpty && IsOfParts)
            return;
        fixed (UpdateSegment* runs = segments)
        fixed (int* places = ranges)
        {
            var pass = new UpdatePass<T>
            {
                Weights = parameters.Pointer,
                Gradient = gradient.Pointer,
                Count = parameters.Layout.Count,
                Ranges = places,
                RangeCount = ranges.Length / 2,
                Segments = runs,
                Decaying = Shaping(scale, learningRate, weightDecay),
                Exempt = new(scale, Limit<T>(), decay: T.Zero, sparsity: T.Zero, shrink: T.One),
                Threads = threads,
            };
            if (typeof(T) == typeof(double))
                Update(Unsafe.As<UpdatePass<T>, UpdatePass<double>>(ref pass), double.CreateTruncating(learningRate));
            else
                Update(Unsafe.As<UpdatePass<T>, UpdatePass<float>>(ref pass), float.CreateTruncating(learningRate));
        }
    }

    /// <summary>Whether some parameters are not updated, or not all in one way, so that all are only those in ranges.</summary>
    private bool IsOfParts => Groups.Count > 0 || boundPart is not null;

    /// <summary>What is looked at of some places: all of them, or where a gradient may be other than zero; nothing for everywhere.</summary>
    private ReadOnlySpan<int> Within(int[] places, ReadOnlySpan<int> touched) => !IsOfParts ? touched : touched.IsEmpty ? places : common.Of(touched, places);

    /// <summary>Lets go of the moments; any further step is refused.</summary>
    public void Dispose()
    {
        disposed = true;
        (bound, boundLayout, boundPart, state) = (null, null, null, null);
        (moments, doubleMoments) = ([], []);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the optimizer's rule; <see cref="Steps"/> already counts this step.</summary>
    private protected abstract void Update(in UpdatePass<float> pass, float learningRate);

    /// <inheritdoc cref="Update(in UpdatePass{float}, float)"/>
    private protected abstract void Update(in UpdatePass<double> pass, double learningRate);

    /// <summary>Refuses settings that are fine one by one but not together.</summary>
    /// <exception cref="InvalidOperationException">They are not.</exception>
    private protected virtual void Validate()
    {
    }

    private T Limit<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ClipValue is { } limit ? HyperParameter.As<T>(limit) : T.PositiveInfinity;

    /// <summary>The factor that brings the gradient's norm down to <see cref="ClipNorm"/>; 1 if it is within, NaN if the norm is.</summary>
    private T ClipScale<T>(T* gradient, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (ClipNorm is not { } largest)
            return T.One;
        fixed (double* sums = partialSums)
            return T.CreateTruncating(GradientNorm<T>.Clip(double.CreateTruncating(HyperParameter.As<T>(largest)), gradient, updated, sums, threads));
    }

    private UpdateShaping<T> Shaping<T>(T scale, T learningRate, float decay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (l2, weightDecay) = (HyperParameter.As<T>(L2), HyperParameter.As<T>(decay));
        return new(
            scale,
            Limit<T>(),
            decay: DecouplesWeightDecay ? l2 : l2 + weightDecay,
            sparsity: HyperParameter.As<T>(L1),
            shrink: DecouplesWeightDecay ? T.CreateTruncating(1 - double.CreateTruncating(learningRate) * double.CreateTruncating(weightDecay)) : T.One);
    }
}
