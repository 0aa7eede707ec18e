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

    private protected override int MomentCount => Momentum > 0 ? 1 : 0;

    private protected override void Validate()
    {
        if (Nesterov && (Momentum == 0 || Dampening != 0))
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Nesterov needs Momentum above 0 and Dampening 0; found Momentum {Momentum} and Dampening {Dampening}. Set both, or leave Nesterov out."));
    }

    private protected override void Update(in UpdatePass pass, float learningRate)
    {
        if (Momentum == 0)
            pass.Run(new PlainRule { StepSize = learningRate });
        else
            pass.Run(new MomentumRule
            {
                StepSize = learningRate,
                Velocity = Moment(0),
                Momentum = Momentum,
                Intake = Steps == 1 ? 1 : 1 - Dampening,
                Nesterov = Nesterov,
            });
    }

    private readonly struct PlainRule : IUpdateRule
    {
        public required float StepSize { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(int index, TLanes w, TLanes g)
            where TLanes : struct, IUpdateLanes<TLanes> => TLanes.MultiplyAdd(g, -StepSize, w);
    }

    private readonly struct MomentumRule : IUpdateRule
    {
        public required float StepSize { get; init; }

        public required float* Velocity { get; init; }

        public required float Momentum { get; init; }

        /// <summary>The factor of the gradient: 1 − τ, or 1 in the first step.</summary>
        public required float Intake { get; init; }

        public required bool Nesterov { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(int index, TLanes w, TLanes g)
            where TLanes : struct, IUpdateLanes<TLanes>
        {
            var v = Decayed.Settle(TLanes.MultiplyAdd(Momentum, TLanes.Load(Velocity + index), Intake * g));
            v.Store(Velocity + index);
            var direction = Nesterov ? TLanes.MultiplyAdd(Momentum, v, g) : v;
            return TLanes.MultiplyAdd(direction, -StepSize, w);
        }
    }
}
