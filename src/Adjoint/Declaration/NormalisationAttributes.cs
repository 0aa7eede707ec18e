namespace Adjoint;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy, 2015) of each channel, the first axis: <c>y = γ (x − μ)/√(σ² + ε) + β</c>. In training μ and σ² are those of
/// the batch, and running statistics follow them; in prediction they are the running statistics. γ starts at 1, β at 0. Semantics: PyTorch's BatchNorm.
/// </summary>
public sealed class BatchNormAttribute : ParameterisedLayerAttribute
{
    /// <summary>What is added to the variance, above 0; 1e-5 by default.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>How far a step moves the running statistics towards those of its batch, in [0, 1]; 0.1 by default.</summary>
    public float Momentum { get; set; } = 0.1f;
}
