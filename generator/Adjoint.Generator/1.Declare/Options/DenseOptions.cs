namespace Adjoint.Generator.Declare;

/// <summary>The options of a fully connected layer.</summary>
/// <param name="Units">The width of its output.</param>
/// <param name="Bias">Whether it adds a bias.</param>
/// <param name="Init">How weight and bias are drawn.</param>
internal sealed record DenseOptions(int Units, bool Bias, InitOptions Init) : LayerOptions
{
    /// <summary>Of a part of a layer of the library's, the names of its tensors, which are that layer's, with a star for weight or bias: <c>*_ih_l0</c>; else null.</summary>
    public string? Part { get; init; }

    /// <summary>Whether the bias begins as zeros, whatever the weight is drawn from.</summary>
    public bool BiasIsZero { get; init; }

    /// <summary>The number of inputs that the initial values are drawn for; null for its own.</summary>
    public int? FanIn { get; init; }

    /// <summary>The name of a tensor.</summary>
    public string Tensor(string member) => Part is null ? member : Part.Replace("*", member);

    public static DenseOptions Read(AttributeUse use) => new(use.Int("units"), use.Bool("Bias", true), InitOptions.Read(use));
}
