using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint;

/// <summary>RMSprop: steps divided by a running root mean square of the gradient. PyTorch's <c>RMSprop</c>, learning rate 0.01.</summary>
/// <remarks>
/// <para>v ← α·v + (1 − α)·g² and d = g / (√v + ε); centred, a ← α·a + (1 − α)·g and d = g / (√(v − a²) + ε). Then w ← w − η·d, or with
/// momentum μ: b ← μ·b + d and w ← w − η·b.</para>
/// <para>Sources: Tieleman and Hinton (2012), lecture 6e; Graves (2013) for the centred form; ε outside the root as in
/// <c>torch.optim.RMSprop</c>. Where rounding makes v − a² negative PyTorch gets NaN; here it counts as 0.</para>
/// </remarks>
public sealed unsafe class RmsProp : Optimizer
{
    /// <summary>RMSprop with learning rate 0.01.</summary>
    public RmsProp()
        : this(1e-2f)
    {
    }

    /// <summary>RMSprop with the given learning rate.</summary>
    /// <param name="learningRate">The rate of each step: a number, or a schedule.</param>
    /// <exception cref="ArgumentNullException"><paramref name="learningRate"/> is null.</exception>
    public RmsProp(Schedule learningRate)
        : base(learningRate)
    {
    }

    /// <summary>α: the share that the averages keep a step. The default is 0.99.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public float Alpha { get; init => field = HyperParameter.Decay(value); } = 0.99f;

    /// <summary>ε: added to the root, so that a parameter without gradient does not divide by zero. The default is 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float Epsilon { get; init => field = HyperParameter.NotNegative(value); } = 1e-8f;

    /// <summary>Momentum μ: the share of the last change that is kept. 0, the default, is off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public float Momentum { get; init => field = HyperParameter.Decay(value); }

    /// <summary>Whether to divide by the standard deviation of the gradient instead of its root mean square.</summary>
    public bool Centered { get; init; }

    private protected override string[] MomentNames => (Centered, Momentum > 0) switch
    {
        (false, false) => ["square_avg"],
        (true, false) => ["square_avg", "grad_avg"],
        (false, true) => ["square_avg", "momentum_buffer"],
        (true, true) => ["square_avg", "grad_avg", "momentum_buffer"],
    };

    private protected override void Update(in UpdatePass<float> pass, float learningRate) => Update<float, FloatWidths>(pass, learningRate);

    private protected override void Update(in UpdatePass<double> pass, double learningRate) => Update<double, DoubleWidths>(pass, learningRate);

    private void Update<E, TWidths>(in UpdatePass<E> pass, E learningRate)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
        where TWidths : struct, IUpdateWidths<E> => pass.Run<TWidths, Rule<E>>(new Rule<E>
    {
        Square = Moment<E>(0),
        Mean = Centered ? Moment<E>(1) : null,
        Velocity = Momentum > 0 ? Moment<E>(Centered ? 2 : 1) : null,
        Alpha = HyperParameter.As<E>(Alpha),
        Intake = E.CreateTruncating(1 - double.CreateTruncating(HyperParameter.As<E>(Alpha))),
        Epsilon = HyperParameter.As<E>(Epsilon),
        Momentum = HyperParameter.As<E>(Momentum),
        StepSize = learningRate,
    });

    /// <remarks>The two branches on null pointers go the same way all through a pass; next to a root and a division they cost nothing.</remarks>
    private readonly struct Rule<E> : IUpdateRule<E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        public required E* Square { get; init; }

        /// <summary>The averages of the gradient; null if not centred.</summary>
        public required E* Mean { get; init; }

        /// <summary>The changes; null without momentum.</summary>
        public required E* Velocity { get; init; }

        public required E Alpha { get; init; }

        /// <summary>1 − α.</summary>
        public required E Intake { get; init; }

        public required E Epsilon { get; init; }

        public required E Momentum { get; init; }

        public required E StepSize { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(int index, TLanes w, TLanes g)
            where TLanes : struct, IUpdateLanes<TLanes, E>
        {
            var v = Decayed.Settle<TLanes, E>(TLanes.MultiplyAdd(Alpha, TLanes.Load(Square + index), Intake * g * g));
            v.Store(Square + index);

            var spread = v;
            if (Mean != null)
            {
                var a = Decayed.Settle<TLanes, E>(TLanes.MultiplyAdd(Alpha, TLanes.Load(Mean + index), Intake * g));
                a.Store(Mean + index);
                spread = TLanes.AtLeast(v - a * a, E.Zero);
            }

            var change = g / (TLanes.Sqrt(spread) + Epsilon);
            if (Velocity != null)
            {
                change = Decayed.Settle<TLanes, E>(TLanes.MultiplyAdd(Momentum, TLanes.Load(Velocity + index), change));
                change.Store(Velocity + index);
            }
            return TLanes.MultiplyAdd(change, -StepSize, w);
        }
    }
}
