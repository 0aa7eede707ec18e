namespace Adjoint;

/// <summary>
/// Declares a neural network: the layer attributes that are with it on the same declaration are its layers, in source order, and the compiler adds
/// the code that predicts, measures the loss and computes its gradient.
/// </summary>
/// <example>
/// <code>
/// [Network, Input(784)]
/// [Dense(128), ReLU, Dense(10)]
/// [CrossEntropy]
/// public sealed partial class Digits;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The derivatives to generate besides the gradient of the loss; none by default.</summary>
    public Derivatives Derivatives { get; set; }

    /// <summary>
    /// What the network computes in: floats by default, or doubles, for derivatives that are right to more than seven digits. Its parameters, inputs, outputs and
    /// files are of that type too.
    /// </summary>
    public Precision Precision { get; set; }

    /// <summary>
    /// Whether to generate <c>Step</c> and what belongs to it: the network then takes one step of its sequence at a time and keeps what it remembers in a <see cref="NetworkState{T}"/>, for streams
    /// and for text that is generated. Every layer must depend on its own step and earlier ones alone.
    /// </summary>
    public bool Step { get; set; }

    /// <summary>
    /// Whether to generate <c>TrainStep</c> and <c>Gradient</c> that begin with a <see cref="NetworkState{T}"/> and leave in it what the last step has left: a long sequence is then learnt piece by
    /// piece, gradients going back to the beginning of each piece (truncated backpropagation through time).
    /// </summary>
    public bool Carry { get; set; }

    /// <summary>How the weights of all layers are drawn whose attribute says nothing else; by default each kind of layer as PyTorch does.</summary>
    public Initializer Init { get; set; }

    /// <summary>The standard deviation for <see cref="Init"/>, as for a layer: <c>[Network(Deviation = 0.02f)]</c> draws all weights from N(0, 0.02²), with biases of zero.</summary>
    public double Deviation { get; set; }
}
