namespace Adjoint;

/// <summary>
/// A recurrent layer along the first axis: of a value [steps, features], [steps, units]. Tensors, their names, order of gates, both biases and initial values, U(±1/√units) for all, are PyTorch's:
/// <c>weight_ih_l0</c>, <c>weight_hh_l0</c>, <c>bias_ih_l0</c>, <c>bias_hh_l0</c>, with <c>l1</c> for the second layer and <c>_reverse</c> after those of the other direction.
/// </summary>
/// <remarks>Each is a <see cref="ScanAttribute{TCell}"/> of a cell that could be written in the language; states begin with 0.</remarks>
public abstract class RecurrentAttribute : NamedLayerAttribute
{
    private protected RecurrentAttribute(object units) => Units = units;

    /// <summary>The numbers of the state, and of each step of the output: a number or an expression.</summary>
    [Size]
    public object Units { get; }

    /// <summary>How many layers are stacked, each reading what the one before it yields; 1 by default.</summary>
    [Size]
    public object Layers { get; set; } = 1;

    /// <summary>
    /// Whether each layer runs in reverse too. The output has then twice as many numbers: those of the steps forwards, then those in reverse, which at the first step have seen all.
    /// <see cref="LastAttribute"/> takes of each half what it ends with.
    /// </summary>
    [Flag]
    public object Bidirectional { get; set; } = false;

    /// <summary>The rate of dropout between two layers; 0 by default. With one layer there is none.</summary>
    [Number]
    public object Dropout { get; set; } = 0f;

    /// <summary>Whether there are biases, one for what comes in and one for the state; true by default.</summary>
    [Flag]
    public object Bias { get; set; } = true;

    /// <summary>Whether all parameters stay as they are: see <see cref="ParameterizedLayerAttribute.Frozen"/>. False by default.</summary>
    public bool Frozen { get; set; }
}

/// <summary>
/// A plain recurrent layer (Elman, 1990): <c>hₜ = tanh(W_ih xₜ + b_ih + W_hh hₜ₋₁ + b_hh)</c>. Semantics: PyTorch's RNN.
/// </summary>
public sealed class RNNAttribute : RecurrentAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="units">The numbers of the state; at least 1.</param>
    public RNNAttribute([Size] int units)
        : base(units)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="units">The numbers of the state, as an expression: see <see cref="SizeAttribute"/>.</param>
    public RNNAttribute([Size] string units)
        : base(units)
    {
    }

    /// <summary>Whether the activation is ReLU, and not tanh.</summary>
    [Flag]
    public object ReLU { get; set; } = false;
}

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber, 1997; with the forget gate of Gers et al., 2000). With z = W_ih xₜ + b_ih + W_hh hₜ₋₁ + b_hh in four parts i, f, g, o:
/// <c>cₜ = σ(f) cₜ₋₁ + σ(i) tanh(g)</c>, <c>hₜ = σ(o) tanh(cₜ)</c>. Semantics: PyTorch's LSTM.
/// </summary>
public sealed class LSTMAttribute : RecurrentAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="units">The numbers of the state; at least 1.</param>
    public LSTMAttribute([Size] int units)
        : base(units)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="units">The numbers of the state, as an expression: see <see cref="SizeAttribute"/>.</param>
    public LSTMAttribute([Size] string units)
        : base(units)
    {
    }
}

/// <summary>
/// A gated recurrent unit (Cho et al., 2014). With a = W_ih xₜ + b_ih and u = W_hh hₜ₋₁ + b_hh in three parts each: <c>r = σ(a₁ + u₁)</c>, <c>z = σ(a₂ + u₂)</c>, <c>n = tanh(a₃ + r u₃)</c>,
/// <c>hₜ = (1 − z) n + z hₜ₋₁</c>. Semantics: PyTorch's GRU, which resets after the product, unlike the paper.
/// </summary>
public sealed class GRUAttribute : RecurrentAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="units">The numbers of the state; at least 1.</param>
    public GRUAttribute([Size] int units)
        : base(units)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="units">The numbers of the state, as an expression: see <see cref="SizeAttribute"/>.</param>
    public GRUAttribute([Size] string units)
        : base(units)
    {
    }
}

/// <summary>
/// The last step of a sequence: of a value [steps, features], [features]. Of a bidirectional layer's output it takes of each half what that ends with: the last
/// step forwards, and the first in reverse, as PyTorch's final states do.
/// </summary>
public sealed class LastAttribute : NamedLayerAttribute;

/// <summary>Makes the steps after the end of each row 0, for layers that know no lengths: see <see cref="InputAttribute.Lengths"/>. From here on all rows are equally long.</summary>
public sealed class MaskAttribute : NamedLayerAttribute;
