namespace Adjoint.Generator.Declare;

/// <summary>The options of a recurrent layer.</summary>
/// <param name="Units">The width of its state.</param>
/// <param name="Layers">The layers on one another.</param>
/// <param name="Bidirectional">Whether each runs in reverse too.</param>
/// <param name="Dropout">The rate of dropout between two layers.</param>
/// <param name="Bias">Whether there are biases.</param>
/// <param name="ReLU">Whether the activation of a plain one is ReLU.</param>
internal sealed record RecurrentOptions(int Units, int Layers, bool Bidirectional, double Dropout, bool Bias, bool ReLU)
{
    public static RecurrentOptions Read(AttributeUse use) => new(
        use.Int("units"), use.Int("Layers", 1), use.Bool("Bidirectional"), use.Number("Dropout"), use.Bool("Bias", true), use.Bool("ReLU"));
}
