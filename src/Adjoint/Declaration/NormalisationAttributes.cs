namespace Adjoint;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy, 2015) of each channel, the first axis: <c>y = γ (x − μ)/√(σ² + ε) + β</c>. In training μ and σ² are those of
/// the batch, and running statistics follow them; in prediction they are the running statistics. γ starts at 1, β at 0. Semantics: PyTorch's BatchNorm.
/// </summary>
public sealed class BatchNormAttribute : ParameterizedLayerAttribute
{
    /// <summary>What is added to the variance, above 0; 1e-5 by default.</summary>
    [Number]
    public object Epsilon { get; set; } = 1e-5f;

    /// <summary>How far a step moves the running statistics towards those of its batch, in [0, 1]; 0.1 by default.</summary>
    public double Momentum { get; set; } = 0.1;
}

/// <summary>
/// Layer normalisation (Ba et al., 2016) over the trailing axes: <c>y = g ⊙ (x − mean) / √(variance + ε) + b</c>, the variance divided by the number of values.
/// </summary>
public sealed class LayerNormAttribute : ParameterizedLayerAttribute
{
    /// <summary>The number of trailing axes that are normalised together; 1, the last, by default.</summary>
    public int Axes { get; set; } = 1;

    /// <summary>What is added to the variance; 1e-5 by default.</summary>
    [Number]
    public object Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether the result is scaled by a trainable weight for each position, at first 1; true by default.</summary>
    [Flag]
    public object Affine { get; set; } = true;

    /// <summary>Whether there is a trainable bias next to the weight, at first 0; true by default.</summary>
    [Flag]
    public object Bias { get; set; } = true;
}

/// <summary>Root-mean-square normalisation (Zhang and Sennrich, 2019) over the trailing axes: <c>y = g ⊙ x / √(mean of x² + ε)</c>.</summary>
public sealed class RMSNormAttribute : ParameterizedLayerAttribute
{
    /// <summary>The number of trailing axes that are normalised together; 1, the last, by default.</summary>
    public int Axes { get; set; } = 1;

    /// <summary>
    /// What is added to the mean square. Unless it is set, it is the distance from 1 to the next number of the network's precision, as in PyTorch: 2⁻²³ for
    /// floats, and for doubles 2⁻⁵².
    /// </summary>
    [Number]
    public object Epsilon { get; set; } = 1.1920929e-7f;

    /// <summary>Whether the result is scaled by a trainable weight for each position, at first 1; true by default.</summary>
    [Flag]
    public object Affine { get; set; } = true;
}

/// <summary>
/// Group normalisation (Wu and He, 2018): groups of neighbouring channels, the first axis, are normalised over all their positions,
/// <c>y = g (x − mean) / √(variance + ε) + b</c> with a weight and a bias for each channel.
/// </summary>
public sealed class GroupNormAttribute : ParameterizedLayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="groups">The number of groups; it divides the number of channels.</param>
    public GroupNormAttribute([Size] int groups) => Groups = groups;

    /// <summary>Declares the layer.</summary>
    /// <param name="groups">The number of groups, as an expression: see <see cref="SizeAttribute"/>.</param>
    public GroupNormAttribute([Size] string groups) => Groups = groups;

    /// <summary>The number of groups: a number or an expression.</summary>
    public object Groups { get; }

    /// <summary>What is added to the variance; 1e-5 by default.</summary>
    [Number]
    public object Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there are a trainable weight, at first 1, and bias, at first 0, for each channel; true by default.</summary>
    [Flag]
    public object Affine { get; set; } = true;
}

/// <summary>
/// Instance normalisation (Ulyanov et al., 2016): each channel, along the first axis, is normalised over its positions:
/// <c>y = (x − mean) / √(variance + ε)</c>.
/// </summary>
public sealed class InstanceNormAttribute : ParameterizedLayerAttribute
{
    /// <summary>What is added to the variance; 1e-5 by default.</summary>
    [Number]
    public object Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there are a trainable weight, at first 1, and bias, at first 0, for each channel; false by default.</summary>
    [Flag]
    public object Affine { get; set; } = false;
}

/// <summary>
/// Local response normalisation (Krizhevsky et al., 2012) across neighbouring channels, the first axis: <c>y = x / (k + α/n Σ x²)^β</c> over n channels.
/// </summary>
public sealed class LocalResponseNormAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="size">n, the number of neighbouring channels in the sum; 1 to 32.</param>
    public LocalResponseNormAttribute(int size) => Size = size;

    /// <summary>The number of neighbouring channels in the sum.</summary>
    public int Size { get; }

    /// <summary>α, the factor of the sum, which is divided by n; 1e-4 by default.</summary>
    public double Alpha { get; set; } = 1e-4;

    /// <summary>β, the exponent; 0.75 by default.</summary>
    public double Beta { get; set; } = 0.75;

    /// <summary>k, what the sum is added to; 1 by default.</summary>
    public double K { get; set; } = 1;
}
