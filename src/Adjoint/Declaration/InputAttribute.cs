namespace Adjoint;

/// <summary>
/// The shape of one row of input, without the batch: <c>Input(784)</c> is a vector, <c>Input(1, 28, 28)</c> an image with channels first,
/// <c>Input(T, F)</c> a sequence of T steps of F features.
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
}
