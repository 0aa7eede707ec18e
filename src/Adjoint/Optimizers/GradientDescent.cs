using System.Numerics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Adjoint;

/// <summary>
/// Stochastic gradient descent, with momentum if asked for. PyTorch's <c>SGD</c>, whose default learning rate is 0.001.
/// </summary>
/// <remarks>
/// <para>Without momentum: w ← w − η·g.</para>
/// <para>With momentum μ and dampening τ: v ← μ·v + (1 − τ)·g, where the first step sets v = g whatever the dampening; then w ← w − η·v, or,
/// with Nesterov's look-ahead, w ← w − η·(g + μ·v).</para>
/// <para>Sources: Polyak (1964); Sutskever et al. (2013), in the form of <c>torch.optim.SGD</c>, where the learning rate η multiplies v
/// instead of entering it.</para>
/// </remarks>
public sealed unsafe class GradientDescent : Optimizer
{
    /// <summary>Gradient descent with learning rate 0.001.</summary>
    public GradientDescent()
        : this(1e-3f)
    {
    }

    /// <summary>Gradient descent with the given learning rate.</summary>
    /// <param name="learningRate">The rate of each step: a number, or a schedule.</param>
    /// <exception cref="ArgumentNullException"><paramref name="learningRate"/> is null.</exception>
    public GradientDescent(Schedule learningRate)
        : base(learningRate)
    {
    }

    /// <summary>Momentum μ: the share of the last velocity that is kept. 0, the default, is off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public float Momentum { get; init => field = HyperParameter.Decay(value); }

    /// <summary>Dampening τ: the share of the gradient that the velocity leaves out, from the second step on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    public float Dampening { get; init => field = HyperParameter.Share(value); }

    /// <summary>Whether to look ahead as Nesterov does; needs momentum and no dampening.</summary>
    public bool Nesterov { get; init; }

    private protected override bool LeavesTheRest => Momentum == 0;

    private protected override string[] MomentNames => Momentum > 0 ? ["momentum_buffer"] : [];

    private protected override void Validate()
    {
        if (Nesterov && (Momentum == 0 || Dampening != 0))
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Nesterov needs Momentum above 0 and Dampening 0; found Momentum {Momentum} and Dampening {Dampening}. Set both, or leave Nesterov out."));
    }

    private protected override void Update(in UpdatePass<float> pass, float learningRate) => Update<float, FloatWidths>(pass, learningRate);

    private protected override void Update(in UpdatePass<double> pass, double learningRate) => Update<double, DoubleWidths>(pass, learningRate);

    private void Update<E, TWidths>(in UpdatePass<E> pass, E learningRate)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
        where TWidths : struct, IUpdateWidths<E>
    {
        if (Momentum == 0)
            pass.Run<TWidths, PlainRule<E>>(new PlainRule<E> { StepSize = learningRate });
        else
            pass.Run<TWidths, MomentumRule<E>>(new MomentumRule<E>
            {
                StepSize = learningRate,
                Velocity = Moment<E>(0),
                Momentum = HyperParameter.As<E>(Momentum),
                Intake = Steps == 1 ? E.One : E.One - HyperParameter.As<E>(Dampening),
                Nesterov = Nesterov,
            });
    }

    private readonly struct PlainRule<E> : IUpdateRule<E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        public required E StepSize { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(int index, TLanes w, TLanes g)
            where TLanes : struct, IUpdateLanes<TLanes, E> => TLanes.MultiplyAdd(g, -StepSize, w);
    }

    private readonly struct MomentumRule<E> : IUpdateRule<E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        public required E StepSize { get; init; }

        public required E* Velocity { get; init; }

        public required E Momentum { get; init; }

        /// <summary>The factor of the gradient: 1 − τ, or 1 in the first step.</summary>
        public required E Intake { get; init; }

        public required bool Nesterov { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(int index, TLanes w, TLanes g)
            where TLanes : struct, IUpdateLanes<TLanes, E>
        {
            var v = Decayed.Settle<TLanes, E>(TLanes.MultiplyAdd(Momentum, TLanes.Load(Velocity + index), Intake * g));
            v.Store(Velocity + index);
            var direction = Nesterov ? TLanes.MultiplyAdd(Momentum, v, g) : v;
            return TLanes.MultiplyAdd(direction, -StepSize, w);
        }
    }
}
