namespace Adjoint;

/// <summary>
/// Numbers drawn from a normal distribution whose mean and variance the network computes, so that gradients go through: <c>z = μ + e^(ℓ/2) ε</c>, ε from N(0, 1), ℓ the logarithm of the variance. The
/// noise follows from the network's seed, the number of the step, the layer's name and the number's place, whatever the number of threads. In Predict and Loss, <c>z = μ</c>.
/// </summary>
/// <param name="mean">The name of the value μ.</param>
/// <param name="logVariance">The name of the value ℓ, of the same shape.</param>
/// <remarks>Source: Kingma and Welling, Auto-encoding variational Bayes (2014).</remarks>
public sealed class GaussianAttribute(string mean, string logVariance) : NamedLayerAttribute
{
    /// <summary>The name of the mean.</summary>
    public string Mean { get; } = mean;

    /// <summary>The name of the logarithm of the variance.</summary>
    public string LogVariance { get; } = logVariance;
}

/// <summary>
/// How far a normal distribution is from the standard one, in nats, one number a row: <c>KL(N(μ, e^ℓ) ‖ N(0, 1)) = ½ Σ (μ² + e^ℓ − 1 − ℓ)</c>, the sum over all numbers of the row.
/// </summary>
/// <param name="mean">The name of the value μ.</param>
/// <param name="logVariance">The name of the value ℓ, of the same shape.</param>
public sealed class NormalDivergenceAttribute(string mean, string logVariance) : NamedLayerAttribute
{
    /// <summary>The name of the mean.</summary>
    public string Mean { get; } = mean;

    /// <summary>The name of the logarithm of the variance.</summary>
    public string LogVariance { get; } = logVariance;
}

/// <summary>
/// Sines and cosines of one number t, such as the time of a diffusion: <c>yᵢ = sin(t b^(−i/h))</c> for i from 0 to h − 1, and then as many cosines, h half the size.
/// </summary>
public sealed class SinusoidalEmbeddingAttribute : NamedLayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="size">The numbers of the output; even.</param>
    public SinusoidalEmbeddingAttribute(int size) => Size = size;

    /// <summary>Declares the layer in a block.</summary>
    /// <param name="size">The numbers of the output, as an expression.</param>
    public SinusoidalEmbeddingAttribute([Size] string size) => Size = size;

    /// <summary>The numbers of the output.</summary>
    public object Size { get; }

    /// <summary>What the wavelengths grow to, over 2π; 10,000 by default.</summary>
    [Number]
    public object Base { get; set; } = 10000;
}
