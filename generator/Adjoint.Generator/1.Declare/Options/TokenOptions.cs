namespace Adjoint.Generator.Declare;

/// <summary>The options of a table of vectors, one for each token.</summary>
/// <param name="Size">The numbers of a vector.</param>
/// <param name="Padding">The token whose vector is not trained; −1 where there is none.</param>
/// <param name="Init">How the vectors are drawn.</param>
internal sealed record EmbeddingOptions(int Size, int Padding, InitOptions Init) : LayerOptions
{
    public static EmbeddingOptions Read(AttributeUse use) => new(use.Int("size"), use.Int("Padding", -1), InitOptions.Read(use, InitOptions.Normal));
}

/// <summary>The options of a trained vector for each position.</summary>
/// <param name="Init">How the vectors are drawn.</param>
internal sealed record PositionEmbeddingOptions(InitOptions Init) : LayerOptions
{
    public static PositionEmbeddingOptions Read(AttributeUse use) => new(InitOptions.Read(use, InitOptions.Normal));
}

/// <summary>The options of a trained tensor as a value.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Init">How its numbers are drawn.</param>
internal sealed record VariableOptions(EquatableArray<int> Shape, InitOptions Init) : LayerOptions
{
    /// <summary>Of a part of a layer of the library's, the name of that layer's tensor; else null.</summary>
    public string? Part { get; init; }

    public static VariableOptions Read(AttributeUse use) => new(use.Ints("shape"), InitOptions.Read(use, InitOptions.Normal));
}

/// <summary>The options of sines and cosines of positions.</summary>
/// <param name="Base">What the wavelengths grow to, over 2π.</param>
internal sealed record SinusoidalPositionsOptions(double Base) : LayerOptions
{
    public static SinusoidalPositionsOptions Read(AttributeUse use) => new(use.Number("Base", 10000));
}

/// <summary>The options of sines and cosines of one number.</summary>
/// <param name="Size">The numbers of the output.</param>
/// <param name="Base">What the wavelengths grow to, over 2π.</param>
internal sealed record SinusoidalEmbeddingOptions(int Size, double Base) : LayerOptions
{
    public static SinusoidalEmbeddingOptions Read(AttributeUse use) => new(use.Int("size"), use.Number("Base", 10000));
}
