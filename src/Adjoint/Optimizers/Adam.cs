using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint;

/// <summary>Adam: steps scaled by running averages of the gradient and of its square. PyTorch's <c>Adam</c>, learning rate 0.001.</summary>
/// <remarks>
/// <para>m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; with the step t counted from 1, m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) and
/// w ← w − η·m̂ / (√v̂ + ε). Weight decay is added to g; <see cref="AdamW"/> keeps it apart.</para>
/// <para>Source: Kingma and Ba (2015), Algorithm 1, with ε outside the root and after the correction, as in <c>torch.optim.Adam</c>.</para>
/// </remarks>
/// <example><code>new Adam(1e-3f) { WeightDecay = 1e-4f, DecayBiases = false, ClipNorm = 1 }</code></example>
public unsafe class Adam : Optimizer
{
    /// <summary>Adam with learning rate 0.001.</summary>
    public Adam()
        : this(1e-3f)
    {
    }

    /// <summary>Adam with the given learning rate.</summary>
    /// <param name="learningRate">The rate of each step: a number, or a schedule.</param>
    /// <exception cref="ArgumentNullException"><paramref name="learningRate"/> is null.</exception>
    public Adam(Schedule learningRate)
        : base(learningRate)
    {
    }

    /// <summary>β₁: the share that the average of the gradient keeps a step. The default is 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public float Beta1 { get; init => field = HyperParameter.Decay(value); } = 0.9f;

    /// <summary>β₂: the share that the average of the squared gradient keeps a step. The default is 0.999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public float Beta2 { get; init => field = HyperParameter.Decay(value); } = 0.999f;

    /// <summary>ε: added to the root, so that a parameter without gradient does not divide by zero. The default is 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float Epsilon { get; init => field = HyperParameter.NotNegative(value); } = 1e-8f;

    private protected override string[] MomentNames => ["exp_avg", "exp_avg_sq"];

    private protected override void Update(in UpdatePass<float> pass, float learningRate) => Update<float, FloatWidths>(pass, learningRate);

    private protected override void Update(in UpdatePass<double> pass, double learningRate) => Update<double, DoubleWidths>(pass, learningRate);

    private void Update<E, TWidths>(in UpdatePass<E> pass, E learningRate)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
        where TWidths : struct, IUpdateWidths<E>
    {
        // In double: in float, 1 − β₂ᵗ of the first steps would keep four digits.
        var (beta1, beta2) = (double.CreateTruncating(HyperParameter.As<E>(Beta1)), double.CreateTruncating(HyperParameter.As<E>(Beta2)));
        var correction1 = 1 - Math.Pow(beta1, Steps);
        var correction2 = 1 - Math.Pow(beta2, Steps);
        pass.Run<TWidths, Rule<E>>(new Rule<E>
        {
            First = Moment<E>(0),
            Second = Moment<E>(1),
            Beta1 = E.CreateTruncating(beta1),
            Beta2 = E.CreateTruncating(beta2),
            Intake1 = E.CreateTruncating(1 - beta1),
            Intake2 = E.CreateTruncating(1 - beta2),
            StepSize = E.CreateTruncating(double.CreateTruncating(learningRate) / correction1),
            RootCorrection = E.CreateTruncating(1 / Math.Sqrt(correction2)),
            Epsilon = HyperParameter.As<E>(Epsilon),
        });
    }

    private readonly struct Rule<E> : IUpdateRule<E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        public required E* First { get; init; }

        public required E* Second { get; init; }

        public required E Beta1 { get; init; }

        public required E Beta2 { get; init; }

        /// <summary>1 − β₁.</summary>
        public required E Intake1 { get; init; }

        /// <summary>1 − β₂.</summary>
        public required E Intake2 { get; init; }

        /// <summary>η / (1 − β₁ᵗ): carries the correction of m.</summary>
        public required E StepSize { get; init; }

        /// <summary>1 / √(1 − β₂ᵗ): turns √v into √v̂.</summary>
        public required E RootCorrection { get; init; }

        public required E Epsilon { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(int index, TLanes w, TLanes g)
            where TLanes : struct, IUpdateLanes<TLanes, E>
        {
            var m = Decayed.Settle<TLanes, E>(TLanes.MultiplyAdd(Beta1, TLanes.Load(First + index), Intake1 * g));
            var v = Decayed.Settle<TLanes, E>(TLanes.MultiplyAdd(Beta2, TLanes.Load(Second + index), Intake2 * g * g));
            m.Store(First + index);
            v.Store(Second + index);
            var root = TLanes.MultiplyAdd(TLanes.Sqrt(v), RootCorrection, Epsilon);
            return TLanes.MultiplyAdd(m / root, -StepSize, w);
        }
    }
}
