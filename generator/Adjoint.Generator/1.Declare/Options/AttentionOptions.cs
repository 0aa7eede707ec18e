namespace Adjoint.Generator.Declare;

/// <summary>The options of attention.</summary>
/// <param name="Heads">The number of heads.</param>
/// <param name="KeyHeads">The heads of keys and values; 0 for as many.</param>
/// <param name="Causal">Whether a position sees none behind its own.</param>
/// <param name="Window">How many positions it sees, back from its own; 0 for all.</param>
/// <param name="Scale">The factor of the scores; null for one over the square root of a head's width.</param>
/// <param name="Rotary">The base of the angles by which queries and keys are turned; null where they are not.</param>
/// <param name="Interleaved">Whether the two numbers that are turned together are neighbours.</param>
/// <param name="Dropout">The share of probabilities that are dropped in training.</param>
/// <param name="Bias">The name of the value that is added to the scores; null for none.</param>
internal sealed record AttentionOptions(int Heads, int KeyHeads, bool Causal, int Window, double? Scale, double? Rotary, bool Interleaved, double Dropout, string? Bias) : LayerOptions
{
    public static AttentionOptions Read(AttributeUse use) => new(
        use.Int("heads"), use.Int("KeyHeads"), use.Bool("Causal"), use.Int("Window"), use.NumberIfWritten("Scale"), use.NumberIfWritten("Rotary"), use.Bool("Interleaved"),
        use.Number("Dropout"), use.Text("Bias"));
}
