namespace Adjoint.Generator.Declare;

/// <summary>The options of a transformer's layers.</summary>
/// <param name="Layers">How many there are, one behind the other; null for one by itself.</param>
/// <param name="Heads">The number of heads.</param>
/// <param name="Memory">Of a decoder, the name of the value that it asks; null for an encoder.</param>
/// <param name="Hidden">The width between the two products.</param>
/// <param name="Dropout">The rate of dropout.</param>
/// <param name="NormFirst">Whether what a part reads is normalised, and not what it yields.</param>
/// <param name="GELU">Whether the activation is GELU, and not ReLU.</param>
/// <param name="Causal">Whether a position sees none behind its own.</param>
/// <param name="Norm">Whether the last layer's output is normalised once more.</param>
internal sealed record TransformerOptions(int? Layers, int Heads, string? Memory, int Hidden, double Dropout, bool NormFirst, bool GELU, bool Causal, bool Norm)
{
    public static TransformerOptions Read(AttributeUse use) => new(
        use.IntIfWritten("layers"), use.Int("heads"), use.Text("memory"), use.Int("Hidden", 2048), use.Number("Dropout", 0.1), use.Bool("NormFirst"), use.Bool("GELU"),
        use.Bool("Causal", TransformerLayers.IsDecoder(use.Operator)), use.Bool("Norm"));
}
