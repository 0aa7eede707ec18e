namespace Adjoint.Generator.Declare;

/// <summary>The options of dropout.</summary>
/// <param name="Rate">The share of values that are dropped.</param>
internal sealed record DropoutOptions(double Rate) : LayerOptions
{
    public static DropoutOptions Read(AttributeUse use) => new(use.Number("rate"));
}

/// <summary>The options of a multiplication by a number.</summary>
/// <param name="Factor">The number.</param>
internal sealed record ScaleOptions(double Factor) : LayerOptions
{
    public static ScaleOptions Read(AttributeUse use) => new(use.Number("factor"));
}

/// <summary>The options of LeakyReLU.</summary>
/// <param name="Slope">The slope below 0.</param>
internal sealed record LeakyReLUOptions(double Slope) : LayerOptions
{
    public static LeakyReLUOptions Read(AttributeUse use) => new(use.Number("slope", 0.01));
}

/// <summary>The options of PReLU.</summary>
/// <param name="Slopes">The number of trained slopes: 1, or one for each channel.</param>
internal sealed record PReLUOptions(int Slopes) : LayerOptions
{
    public static PReLUOptions Read(AttributeUse use) => new(use.Int("Slopes", 1));
}

/// <summary>The options of ELU.</summary>
/// <param name="Alpha">The negative of its limit at −∞.</param>
internal sealed record ELUOptions(double Alpha) : LayerOptions
{
    public static ELUOptions Read(AttributeUse use) => new(use.Number("alpha", 1));
}

/// <summary>The options of GELU.</summary>
/// <param name="Approximate">Whether it is approximated by a hyperbolic tangent.</param>
internal sealed record GELUOptions(bool Approximate) : LayerOptions
{
    public static GELUOptions Read(AttributeUse use) => new(use.Bool("Approximate"));
}

/// <summary>The options of a square root.</summary>
/// <param name="Epsilon">What is added before the root.</param>
internal sealed record SqrtOptions(double Epsilon) : LayerOptions
{
    public static SqrtOptions Read(AttributeUse use) => new(use.Number("Epsilon"));
}

/// <summary>The options of a layer that is a function of the user's.</summary>
/// <param name="Function">What was found under the name that was written; null where the declaration is that of another project.</param>
internal sealed record ApplyOptions(LayerFunction? Function) : LayerOptions
{
    public static ApplyOptions Read(AttributeUse use) => new(use.Function);
}
