namespace Adjoint.Benchmarks.Peers;

/// <summary>What follows each hidden layer; the last layer's output is left as it is.</summary>
internal enum Activation
{
    Relu,
    Tanh,
}

/// <summary>A fully connected network.</summary>
/// <param name="Activation">What follows each hidden layer.</param>
/// <param name="Sizes">The number of features: of the input, of each hidden layer, and the number of classes.</param>
internal sealed record DenseNetwork(Activation Activation, params int[] Sizes)
{
    /// <summary>The sizes and the activation, such as <c>784-128-10 ReLU</c>.</summary>
    public string Name => $"{string.Join('-', Sizes)} {(Activation == Activation.Relu ? "ReLU" : "tanh")}";

    /// <summary>The number of inputs.</summary>
    public int Inputs => Sizes[0];

    /// <summary>The number of classes.</summary>
    public int Classes => Sizes[^1];

    /// <summary>The number of layers that have weights.</summary>
    public int Layers => Sizes.Length - 1;
}
