namespace Adjoint;

/// <summary>
/// Declares a neural network: the layer attributes that stand with it on the same declaration are its layers, in source order, and the compiler adds
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
    /// <summary>The derivatives to generate beside the gradient of the loss; none by default.</summary>
    public Derivatives Derivatives { get; set; }

    /// <summary>
    /// What the network computes in: floats by default, or doubles, for derivatives that are right to more than seven digits. Its parameters, inputs, outputs and
    /// files are of that type too.
    /// </summary>
    public Precision Precision { get; set; }
}
