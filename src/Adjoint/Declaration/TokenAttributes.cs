namespace Adjoint;

/// <summary>
/// A trained vector for each token: <c>y_t = E[token_t]</c> with E of shape [tokens, size]. A value of shape [T] of tokens (<see cref="InputAttribute.Tokens"/>) becomes
/// [T, size]. By default E is drawn from N(0, 1), as PyTorch does.
/// </summary>
/// <remarks>
/// A step of plain <see cref="GradientDescent"/> (no momentum, decay, penalty) looks only at the rows of E that the batch's tokens name; all other optimizers change every row at
/// each step. A table that a dense layer shares has a gradient everywhere.
/// </remarks>
public sealed class EmbeddingAttribute : WeightedLayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="size">The numbers of a vector; at least 1.</param>
    public EmbeddingAttribute([Size] int size) => Size = size;

    /// <summary>Declares the layer.</summary>
    /// <param name="size">The numbers of a vector, as an expression: see <see cref="SizeAttribute"/>.</param>
    public EmbeddingAttribute([Size] string size) => Size = size;

    /// <summary>The numbers of a vector: a number or an expression.</summary>
    public object Size { get; }

    /// <summary>
    /// The token that fills up short rows; where nothing is written there is none. Its vector begins as zeros and has no gradient, as with PyTorch's <c>padding_idx</c>:
    /// it stays what it is, but for weight decay, which reaches it too. Other derivatives take it for a constant as well.
    /// </summary>
    public int Padding { get; set; } = -1;
}

/// <summary>Tokens as numbers: 1 for the token that is there, else 0. A value of shape [T] of tokens becomes [T, tokens].</summary>
public sealed class OneHotAttribute : NamedLayerAttribute;

/// <summary>
/// A trained vector for each position of a sequence, added to what is there: <c>y = x + P</c> with P of the shape of x, such as [T, F]. By default P is drawn from N(0, 1).
/// </summary>
public sealed class PositionEmbeddingAttribute : WeightedLayerAttribute;

/// <summary>
/// Sines and cosines of the position, added to what is there: <c>y_p = x_p + S_p</c> with <c>S_{p,2i} = sin(p·b^(−2i/d))</c> and <c>S_{p,2i+1} = cos(p·b^(−2i/d))</c> for the d features
/// of [positions, d]. Nothing is trained. Source: Vaswani et al., Attention is all you need (2017).
/// </summary>
public sealed class SinusoidalPositionsAttribute : NamedLayerAttribute
{
    /// <summary>The base b, above 1: the longest wave is 2π times as many positions long.</summary>
    [Number]
    public object Base { get; set; } = 10_000;
}

/// <summary>
/// A trained tensor as the current value, the same in every row: a class token, queries, stored patterns. It reads nothing; give the value before it a name if it is still
/// needed. By default the tensor is drawn from N(0, 1).
/// </summary>
public sealed class VariableAttribute : WeightedLayerAttribute
{
    /// <summary>Declares the tensor.</summary>
    /// <param name="shape">Its sizes, each at least 1.</param>
    public VariableAttribute([Size] params int[] shape) => Shape = Array.ConvertAll(shape, static size => (object)size);

    /// <summary>Declares the tensor.</summary>
    /// <param name="shape">Its sizes, some of them expressions: see <see cref="SizeAttribute"/>.</param>
    public VariableAttribute([Size] params object[] shape) => Shape = shape;

    /// <summary>The sizes: numbers or expressions.</summary>
    public object[] Shape { get; }
}
