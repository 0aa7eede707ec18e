namespace Adjoint.Generator.Declare;

/// <summary>The options of a fully connected layer.</summary>
/// <param name="Units">The width of its output.</param>
/// <param name="Bias">Whether it adds a bias.</param>
/// <param name="Init">The number of an <c>Initializer</c>.</param>
internal sealed record DenseOptions(int Units, bool Bias, int Init) : LayerOptions
{
    public static DenseOptions Read(AttributeUse use) => new(use.Int("units"), use.Bool("Bias", true), use.Int("Init"));
}
