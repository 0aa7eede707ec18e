namespace Adjoint;

/// <summary>
/// Adam with decoupled weight decay: w ← (1 − η·λ)·w, then <see cref="Adam"/>'s step with a gradient that knows nothing of λ. PyTorch's
/// <c>AdamW</c>: learning rate 0.001 and weight decay 0.01.
/// </summary>
/// <remarks>Source: Loshchilov and Hutter (2019), in the form of <c>torch.optim.AdamW</c>, where the learning rate η multiplies the decay λ.</remarks>
public sealed class AdamW : Adam
{
    /// <summary>AdamW with learning rate 0.001.</summary>
    public AdamW()
        : this(1e-3f)
    {
    }

    /// <summary>AdamW with the given learning rate.</summary>
    /// <param name="learningRate">The rate of each step: a number, or a schedule.</param>
    /// <exception cref="ArgumentNullException"><paramref name="learningRate"/> is null.</exception>
    public AdamW(Schedule learningRate)
        : base(learningRate) => WeightDecay = 0.01f;

    private protected override bool DecouplesWeightDecay => true;
}
