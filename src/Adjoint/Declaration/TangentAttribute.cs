namespace Adjoint;

/// <summary>
/// The derivative of the current value along a direction of an input, <c>ẏ = ∂y/∂x · v</c>: a value like any other, of the current value's shape. Layers may follow it, it may
/// be an output, a loss may judge it, and its own tangent is a second derivative. Gradients go through it to the parameters.
/// </summary>
/// <example>
/// <code>
/// [Network, Input("x", 1)]
/// [Dense(32), Tanh, Dense(1), Output("u")]
/// [Tangent("x"), Output("u_x")]
/// [Tangent("x"), Output("u_xx")]
/// [MeanSquaredError(On = "u_xx")]
/// public sealed partial class Deflection;
/// </code>
/// </example>
public sealed class TangentAttribute : NamedLayerAttribute
{
    /// <summary>The derivative with respect to the network's first input.</summary>
    public TangentAttribute()
    {
    }

    /// <summary>The derivative with respect to a named input or value.</summary>
    /// <param name="value">The name of an input, or of another value that the current one depends on.</param>
    public TangentAttribute(string value) => Value = value;

    /// <summary>The name of what changes; the first input if there is none.</summary>
    public string? Value { get; }

    /// <summary>Which of its numbers changes; needed where it has several and no <see cref="Along"/> is named.</summary>
    public int Component { get; set; }

    /// <summary>The name of a value of the same shape that says along which direction it changes.</summary>
    public string? Along { get; set; }
}
