using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint;

/// <summary>NAdam: Adam that looks ahead as Nesterov's momentum does, with a momentum that rises in the first steps. PyTorch's <c>NAdam</c>, learning rate 0.002.</summary>
/// <remarks>
/// <para>
/// With μₜ = β₁·(1 − ½·0.96^(t·ψ)) and Πₜ = μ₁·…·μₜ: m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; v̂ = v / (1 − β₂ᵗ) and
/// w ← w − η·(μₜ₊₁·m / (1 − Πₜ₊₁) + (1 − μₜ)·g / (1 − Πₜ)) / (√v̂ + ε). Weight decay is added to g.
/// </para>
/// <para>Source: Dozat (2016), Incorporating Nesterov momentum into Adam, in the form of <c>torch.optim.NAdam</c>.</para>
/// </remarks>
public sealed unsafe class NAdam : Optimizer
{
    private (long Steps, double Product) momentum = (0, 1);

    /// <summary>NAdam with learning rate 0.002.</summary>
    public NAdam()
        : this(2e-3f)
    {
    }

    /// <summary>NAdam with the given learning rate.</summary>
    /// <param name="learningRate">The rate of each step: a number, or a schedule.</param>
    /// <exception cref="ArgumentNullException"><paramref name="learningRate"/> is null.</exception>
    public NAdam(Schedule learningRate)
        : base(learningRate)
    {
    }

    /// <summary>β₁: the share that the average of the gradient keeps a step, and what μ rises to. The default is 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public float Beta1 { get; init => field = HyperParameter.Decay(value); } = 0.9f;

    /// <summary>β₂: the share that the average of the squared gradient keeps a step. The default is 0.999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public float Beta2 { get; init => field = HyperParameter.Decay(value); } = 0.999f;

    /// <summary>ε: added to the root, so that a parameter without gradient does not divide by zero. The default is 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float Epsilon { get; init => field = HyperParameter.NotNegative(value); } = 1e-8f;

    /// <summary>ψ: how fast the momentum rises. The default is 0.004; with 0 it is half of β₁ for ever.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float MomentumDecay { get; init => field = HyperParameter.NotNegative(value); } = 4e-3f;

    private protected override string[] MomentNames => ["exp_avg", "exp_avg_sq"];

    private protected override void Update(in UpdatePass<float> pass, float learningRate) => Update<float, FloatWidths>(pass, learningRate);

    private protected override void Update(in UpdatePass<double> pass, double learningRate) => Update<double, DoubleWidths>(pass, learningRate);

    private void Update<E, TWidths>(in UpdatePass<E> pass, E learningRate)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
        where TWidths : struct, IUpdateWidths<E>
    {
        var (beta1, beta2) = (double.CreateTruncating(HyperParameter.As<E>(Beta1)), double.CreateTruncating(HyperParameter.As<E>(Beta2)));
        var (now, next, product, rate) = (MomentumAt(Steps), MomentumAt(Steps + 1), Product(Steps), double.CreateTruncating(learningRate));
        pass.Run<TWidths, Rule<E>>(new Rule<E>
        {
            First = Moment<E>(0),
            Second = Moment<E>(1),
            Beta1 = E.CreateTruncating(beta1),
            Beta2 = E.CreateTruncating(beta2),
            Intake1 = E.CreateTruncating(1 - beta1),
            Intake2 = E.CreateTruncating(1 - beta2),
            OfAverage = E.CreateTruncating(rate * next / (1 - product * next)),
            OfGradient = E.CreateTruncating(rate * (1 - now) / (1 - product)),
            RootCorrection = E.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(beta2, Steps))),
            Epsilon = HyperParameter.As<E>(Epsilon),
        });
    }

    /// <summary>μₜ.</summary>
    private double MomentumAt(long step) => HyperParameter.As<double>(Beta1) * (1 - 0.5 * Math.Pow(0.96, step * HyperParameter.As<double>(MomentumDecay)));

    /// <summary>μ₁·…·μₜ: one factor more than at the step before, or all of them where steps were set. It follows from the step alone, so no file need hold it.</summary>
    private double Product(long step)
    {
        if (momentum.Steps > step)
            momentum = (0, 1);
        // Once it is 0 it stays so.
        while (momentum.Steps < step && momentum.Product > 0)
            momentum = (momentum.Steps + 1, momentum.Product * MomentumAt(momentum.Steps + 1));
        momentum.Steps = step;
        return momentum.Product;
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

        /// <summary>η·μₜ₊₁ / (1 − Πₜ₊₁).</summary>
        public required E OfAverage { get; init; }

        /// <summary>η·(1 − μₜ) / (1 − Πₜ).</summary>
        public required E OfGradient { get; init; }

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
            var change = TLanes.MultiplyAdd(OfAverage, m, OfGradient * g);
            return w - change / TLanes.MultiplyAdd(TLanes.Sqrt(v), RootCorrection, Epsilon);
        }
    }
}
