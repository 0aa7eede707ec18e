namespace Adjoint.Generator.Declare;

/// <summary>The options of attention with its products.</summary>
/// <param name="Heads">The number of heads.</param>
/// <param name="Memory">The name of the value that keys and values are made of; null for the current one.</param>
/// <param name="Causal">Whether a position sees none behind its own.</param>
/// <param name="Dropout">The share of probabilities that are dropped in training.</param>
/// <param name="Bias">Whether the products have biases.</param>
internal sealed record MultiHeadOptions(int Heads, string? Memory, bool Causal, double Dropout, bool Bias)
{
    public static MultiHeadOptions Read(AttributeUse use) => new(use.Int("heads"), use.Text("Memory"), use.Bool("Causal"), use.Number("Dropout"), use.Bool("Bias", true));
}
