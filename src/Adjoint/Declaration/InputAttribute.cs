namespace Adjoint;

/// <summary>
/// The shape of one row of input, without the batch: <c>Input(784)</c> is a vector, <c>Input(1, 28, 28)</c> an image with channels first,
/// <c>Input(T, F)</c> a sequence of T steps of F features, <c>Input(T, Tokens = V)</c> a sequence of T tokens, <c>Input("edges", E, Edges = N)</c> at most E edges between N nodes.
/// </summary>
public sealed class InputAttribute : LayerAttribute
{
    /// <summary>Declares the input's shape.</summary>
    /// <param name="shape">At least one size; each at least 1.</param>
    public InputAttribute(params int[] shape) => Shape = shape;

    /// <summary>Declares one of several inputs, of a network or of a block, and makes it the current value.</summary>
    /// <param name="input">The input's name, by which <see cref="FromAttribute"/> finds it; a network's becomes a parameter of Predict.</param>
    /// <param name="shape">At least one size; each at least 1. In a block none: the shape is that of the value that a use hands in.</param>
    public InputAttribute(string input, params int[] shape)
    {
        Input = input;
        Shape = shape;
    }

    /// <summary>The input's name, or null for a network's only input.</summary>
    public string? Input { get; }

    /// <summary>The sizes.</summary>
    public int[] Shape { get; }

    /// <summary>
    /// How many tokens there are, where the input is tokens and not numbers: whole numbers from 0 to one less, which name symbols, words or categories. A row is then read
    /// as <c>ReadOnlySpan&lt;int&gt;</c>, and <see cref="EmbeddingAttribute"/> or <see cref="OneHotAttribute"/> makes numbers of it. Where nothing is written, the input is numbers.
    /// </summary>
    public int Tokens { get; set; }

    /// <summary>
    /// Whether rows have lengths of their own: every generated method then takes after this input how many of the steps, the first axis, each row has, from 0
    /// on. Steps from the length on do not exist:
    /// nothing reads what is there, and outputs have 0 there.
    /// </summary>
    public bool Lengths { get; set; }

    /// <summary>
    /// How many nodes there are, where the input is the edges of a graph; the shape is then the number of edges that there is room for. A row is read as
    /// <c>ReadOnlySpan&lt;int&gt;</c>: the nodes that the edges leave, then the nodes that they enter, from 0 to one less than there are nodes, and −1 at both
    /// ends where there is no edge (<see cref="Data.EdgeList"/> makes such rows). Edges have a direction; an undirected graph has each of them twice. Where
    /// nothing is written, the input is numbers.
    /// </summary>
    public int Edges { get; set; }
}
