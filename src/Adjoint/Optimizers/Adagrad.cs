using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint;

/// <summary>Adagrad: each parameter's step divided by the root of all its squared gradients so far, so that rare features keep large steps. PyTorch's <c>Adagrad</c>, learning rate 0.01.</summary>
/// <remarks>
/// <para>s ← s + g², then w ← w − η·g / (√(s₀ + s) + ε).</para>
/// <para>
/// Source: Duchi, Hazan and Singer (2011), with ε outside the root as in <c>torch.optim.Adagrad</c>; its <c>lr_decay</c> is a schedule here. The sum that is kept begins at 0; s₀
/// is added where it is used. A parameter whose gradient is zero stays as it is: of a table of tokens only the rows that a batch names are looked at.
/// </para>
/// </remarks>
/// <example><code>new Adagrad(1e-2f) { InitialAccumulator = 0.1f }</code></example>
public sealed unsafe class Adagrad : Optimizer
{
    /// <summary>Adagrad with learning rate 0.01.</summary>
    public Adagrad()
        : this(1e-2f)
    {
    }

    /// <summary>Adagrad with the given learning rate.</summary>
    /// <param name="learningRate">The rate of each step: a number, or a schedule.</param>
    /// <exception cref="ArgumentNullException"><paramref name="learningRate"/> is null.</exception>
    public Adagrad(Schedule learningRate)
        : base(learningRate)
    {
    }

    /// <summary>s₀: what the sum of squares begins with, which shortens the first steps. The default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float InitialAccumulator { get; init => field = HyperParameter.NotNegative(value); }

    /// <summary>ε: added to the root, so that a parameter without gradient does not divide by zero. The default is 1e-10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float Epsilon { get; init => field = HyperParameter.NotNegative(value); } = 1e-10f;

    // 0 / 0 would be no step of zero.
    private protected override bool LeavesTheRest => Epsilon > 0 || InitialAccumulator > 0;

    private protected override string[] MomentNames => ["sum"];

    private protected override void Update(in UpdatePass<float> pass, float learningRate) => Update<float, FloatWidths>(pass, learningRate);

    private protected override void Update(in UpdatePass<double> pass, double learningRate) => Update<double, DoubleWidths>(pass, learningRate);

    private void Update<E, TWidths>(in UpdatePass<E> pass, E learningRate)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
        where TWidths : struct, IUpdateWidths<E> => pass.Run<TWidths, Rule<E>>(new Rule<E>
    {
        Sum = Moment<E>(0),
        Initial = HyperParameter.As<E>(InitialAccumulator),
        Epsilon = HyperParameter.As<E>(Epsilon),
        StepSize = learningRate,
    });

    private readonly struct Rule<E> : IUpdateRule<E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        public required E* Sum { get; init; }

        public required E Initial { get; init; }

        public required E Epsilon { get; init; }

        public required E StepSize { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(int index, TLanes w, TLanes g)
            where TLanes : struct, IUpdateLanes<TLanes, E>
        {
            var s = Decayed.Settle<TLanes, E>(TLanes.MultiplyAdd(g, g, TLanes.Load(Sum + index)));
            s.Store(Sum + index);
            return TLanes.MultiplyAdd(g / (TLanes.Sqrt(s + Initial) + Epsilon), -StepSize, w);
        }
    }
}
