namespace Adjoint.Generator.Declare;

/// <summary>The options of batch normalisation.</summary>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="Momentum">The share of a batch in the running statistics.</param>
internal sealed record BatchNormOptions(double Epsilon, double Momentum) : LayerOptions
{
    public static BatchNormOptions Read(AttributeUse use) => new(use.Number("Epsilon", 1e-5), use.Number("Momentum", 0.1));
}

/// <summary>The options of a normalisation over trailing axes.</summary>
/// <param name="Axes">How many there are.</param>
/// <param name="Epsilon">What is added to the variance; null for that of the number's type.</param>
/// <param name="Affine">Whether there is a weight.</param>
/// <param name="Bias">Whether there is a bias with it.</param>
internal sealed record LayerNormOptions(int Axes, double? Epsilon, bool Affine, bool Bias) : LayerOptions
{
    public static LayerNormOptions Read(AttributeUse use) => new(use.Int("Axes", 1), use.Number("Epsilon", 1e-5), use.Bool("Affine", true), use.Bool("Bias", true));

    /// <summary>Normalisation by the mean square adds no bias.</summary>
    public static LayerNormOptions ReadRms(AttributeUse use) => new(use.Int("Axes", 1), use.NumberIfWritten("Epsilon"), use.Bool("Affine", true), Bias: false);
}

/// <summary>The options of a normalisation of groups of channels.</summary>
/// <param name="Groups">The number of groups; 0 for a group a channel.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="Affine">Whether there are a weight and a bias.</param>
internal sealed record GroupNormOptions(int Groups, double Epsilon, bool Affine) : LayerOptions
{
    public static GroupNormOptions Read(AttributeUse use) => new(use.Int("groups"), use.Number("Epsilon", 1e-5), use.Bool("Affine", true));

    /// <summary>Normalisation of each channel has no weight unless it is asked for.</summary>
    public static GroupNormOptions ReadInstance(AttributeUse use) => new(0, use.Number("Epsilon", 1e-5), use.Bool("Affine"));
}

/// <summary>The options of local response normalisation.</summary>
/// <param name="Size">The number n of neighbouring channels.</param>
/// <param name="Alpha">The factor α.</param>
/// <param name="Beta">The exponent β.</param>
/// <param name="K">The summand k.</param>
internal sealed record LocalResponseNormOptions(int Size, double Alpha, double Beta, double K) : LayerOptions
{
    public static LocalResponseNormOptions Read(AttributeUse use) => new(use.Int("size"), use.Number("Alpha", 1e-4), use.Number("Beta", 0.75), use.Number("K", 1));
}
