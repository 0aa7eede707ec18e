namespace Adjoint.Generator.Declare;

/// <summary>The options of sums over the edges into a node.</summary>
/// <param name="Mean">Whether they are means.</param>
internal sealed record AggregateOptions(bool Mean) : LayerOptions
{
    public static AggregateOptions Read(AttributeUse use) => new(use.Bool("Mean"));
}

/// <summary>How edges count.</summary>
internal enum EdgeWeighting
{
    /// <summary>By the square roots of the numbers of edges into both ends.</summary>
    Symmetric,

    /// <summary>By the number of edges into the node.</summary>
    Mean,

    /// <summary>All alike.</summary>
    Sum,
}

/// <summary>The options of a step along the edges.</summary>
/// <param name="Weights">How edges count.</param>
/// <param name="SelfLoops">Whether each node has one edge to itself.</param>
internal sealed record PropagateOptions(EdgeWeighting Weights, bool SelfLoops) : LayerOptions
{
    public static PropagateOptions Read(AttributeUse use) => new((EdgeWeighting)use.Int("Weights"), use.Bool("SelfLoops", true));
}

/// <summary>The options of a layer of a graph that has tensors.</summary>
/// <param name="Width">The features of a node behind it; of attention, of a head.</param>
/// <param name="Heads">The heads of attention; null for a convolution.</param>
/// <param name="Edges">The name of the edges.</param>
/// <param name="Propagate">How edges count, and whether nodes have edges to themselves.</param>
/// <param name="Bias">Whether a bias is added.</param>
internal sealed record GraphOptions(int Width, int? Heads, string Edges, PropagateOptions Propagate, bool Bias)
{
    /// <summary>Whether heads are concatenated.</summary>
    public bool Concat { get; init; } = true;

    /// <summary>The slope of LeakyReLU.</summary>
    public double Slope { get; init; }

    /// <summary>The share of what heads weigh by that training drops.</summary>
    public double Dropout { get; init; }

    public static GraphOptions Read(AttributeUse use) => new(
        use.Int("width"), use.Operator == GraphLayers.Attention ? use.Int("heads") : null, use.Text("edges") ?? "", PropagateOptions.Read(use), use.Bool("Bias", true))
    {
        Concat = use.Bool("Concat", true), Slope = use.Number("Slope", 0.2), Dropout = use.Number("Dropout"),
    };
}
