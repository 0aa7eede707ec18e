namespace Adjoint;

/// <summary>Lays all axes of a value end to end, in row-major order: [C, H, W] becomes [C·H·W]. Costs nothing.</summary>
public sealed class FlattenAttribute : LayerAttribute;

/// <summary>Reads the same values, in row-major order, in another shape of equal size. Costs nothing.</summary>
public sealed class ReshapeAttribute : LayerAttribute
{
    /// <summary>Declares the new shape.</summary>
    /// <param name="shape">
    /// Sizes of at least 1, numbers or expressions: see <see cref="SizeAttribute"/>. One of them may be −1 and is then worked out from the others.
    /// </param>
    public ReshapeAttribute([Size] params object[] shape) => Shape = shape;

    /// <summary>The sizes: numbers or expressions.</summary>
    public object[] Shape { get; }
}

/// <summary>
/// Dropout (Srivastava et al., 2014), inverted: in training each value is set to zero with probability <c>rate</c> and the others are divided by
/// 1 − rate; Predict and Loss have no trace of it.
/// </summary>
public sealed class DropoutAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="rate">The probability that a value is dropped, in [0, 1).</param>
    public DropoutAttribute([Number] double rate) => Rate = rate;

    /// <summary>Declares the layer.</summary>
    /// <param name="rate">The probability, as an expression: see <see cref="NumberAttribute"/>.</param>
    public DropoutAttribute([Number] string rate) => Rate = rate;

    /// <summary>The probability that a value is dropped: a number or an expression.</summary>
    public object Rate { get; }
}

/// <summary>
/// Dropout of whole channels of a [channels, height, width] input (Tompson et al., 2015), inverted: in training each channel of each row is set to zero with
/// probability <c>rate</c> and the others are divided by 1 − rate; Predict and Loss have no trace of it.
/// </summary>
public sealed class Dropout2DAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="rate">The probability that a channel is dropped, in [0, 1).</param>
    public Dropout2DAttribute([Number] double rate) => Rate = rate;

    /// <summary>Declares the layer.</summary>
    /// <param name="rate">The probability, as an expression: see <see cref="NumberAttribute"/>.</param>
    public Dropout2DAttribute([Number] string rate) => Rate = rate;

    /// <summary>The probability that a channel is dropped: a number or an expression.</summary>
    public object Rate { get; }
}
