using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint;

/// <summary>
/// Lion: every parameter moves by the learning rate, in the direction that the gradient and its average agree on. It keeps one number a parameter where Adam keeps two. Its rate is
/// to be three to ten times less than Adam's, and its weight decay as much more. Learning rate 0.0001, weight decay 0.
/// </summary>
/// <remarks>
/// <para>w ← (1 − η·λ)·w − η·sign(β₁·m + (1 − β₁)·g), then m ← β₂·m + (1 − β₂)·g, with sign(0) = 0.</para>
/// <para>Source: Chen et al. (2023), Symbolic discovery of optimization algorithms, Algorithm 2. Weight decay shrinks the parameters, as in <see cref="AdamW"/>.</para>
/// </remarks>
/// <example><code>new Lion(1e-4f) { WeightDecay = 0.1f }</code></example>
public sealed unsafe class Lion : Optimizer
{
    /// <summary>Lion with learning rate 0.0001.</summary>
    public Lion()
        : this(1e-4f)
    {
    }

    /// <summary>Lion with the given learning rate.</summary>
    /// <param name="learningRate">The rate of each step: a number, or a schedule.</param>
    /// <exception cref="ArgumentNullException"><paramref name="learningRate"/> is null.</exception>
    public Lion(Schedule learningRate)
        : base(learningRate)
    {
    }

    /// <summary>β₁: the share of the average in the direction of a step. The default is 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public float Beta1 { get; init => field = HyperParameter.Decay(value); } = 0.9f;

    /// <summary>β₂: the share that the average of the gradient keeps a step. The default is 0.99.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public float Beta2 { get; init => field = HyperParameter.Decay(value); } = 0.99f;

    private protected override bool DecouplesWeightDecay => true;

    private protected override string[] MomentNames => ["exp_avg"];

    private protected override void Update(in UpdatePass<float> pass, float learningRate) => Update<float, FloatWidths>(pass, learningRate);

    private protected override void Update(in UpdatePass<double> pass, double learningRate) => Update<double, DoubleWidths>(pass, learningRate);

    private void Update<E, TWidths>(in UpdatePass<E> pass, E learningRate)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
        where TWidths : struct, IUpdateWidths<E>
    {
        var (beta1, beta2) = (double.CreateTruncating(HyperParameter.As<E>(Beta1)), double.CreateTruncating(HyperParameter.As<E>(Beta2)));
        pass.Run<TWidths, Rule<E>>(new Rule<E>
        {
            Average = Moment<E>(0),
            Beta1 = E.CreateTruncating(beta1),
            Beta2 = E.CreateTruncating(beta2),
            Intake1 = E.CreateTruncating(1 - beta1),
            Intake2 = E.CreateTruncating(1 - beta2),
            StepSize = learningRate,
        });
    }

    private readonly struct Rule<E> : IUpdateRule<E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        public required E* Average { get; init; }

        public required E Beta1 { get; init; }

        public required E Beta2 { get; init; }

        /// <summary>1 − β₁.</summary>
        public required E Intake1 { get; init; }

        /// <summary>1 − β₂.</summary>
        public required E Intake2 { get; init; }

        public required E StepSize { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(int index, TLanes w, TLanes g)
            where TLanes : struct, IUpdateLanes<TLanes, E>
        {
            var m = TLanes.Load(Average + index);
            var direction = TLanes.Sign(TLanes.MultiplyAdd(Beta1, m, Intake1 * g));
            Decayed.Settle<TLanes, E>(TLanes.MultiplyAdd(Beta2, m, Intake2 * g)).Store(Average + index);
            return TLanes.MultiplyAdd(direction, -StepSize, w);
        }
    }
}
