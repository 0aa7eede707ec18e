namespace Adjoint;

/// <summary>
/// Attention with its products: one matrix makes queries, keys and values of the current value, [positions, features], <see cref="AttentionAttribute"/> follows, and one product after it.
/// Tensors, their names and initial values are those of PyTorch's <c>nn.MultiheadAttention</c>: <c>in_proj_weight</c>, <c>in_proj_bias</c>, <c>out_proj.weight</c>, <c>out_proj.bias</c>.
/// </summary>
public sealed class MultiHeadAttentionAttribute : NamedLayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="heads">The number of heads; divides the features.</param>
    public MultiHeadAttentionAttribute([Size] int heads) => Heads = heads;

    /// <summary>Declares the layer.</summary>
    /// <param name="heads">The number of heads, as an expression: see <see cref="SizeAttribute"/>.</param>
    public MultiHeadAttentionAttribute([Size] string heads) => Heads = heads;

    /// <summary>The number of heads: a number or an expression.</summary>
    public object Heads { get; }

    /// <summary>The name of the value that keys and values are made of, as wide as the current one; by default they are made of the current one.</summary>
    public string? Memory { get; set; }

    /// <summary>Whether a position sees none after its own.</summary>
    [Flag]
    public object Causal { get; set; } = false;

    /// <summary>The share of probabilities that training drops, at least 0 and below 1; 0 by default.</summary>
    [Number]
    public object Dropout { get; set; } = 0f;

    /// <summary>Whether the products have biases, at first 0; true by default.</summary>
    [Flag]
    public object Bias { get; set; } = true;

    /// <summary>Whether all parameters stay as they are: see <see cref="ParameterizedLayerAttribute.Frozen"/>. False by default.</summary>
    public bool Frozen { get; set; }
}

/// <summary>What the layers of a transformer have in common (Vaswani et al., Attention is all you need, 2017). Semantics and names of tensors are PyTorch's.</summary>
public abstract class TransformerAttribute : NamedLayerAttribute
{
    private protected TransformerAttribute(object heads) => Heads = heads;

    /// <summary>The number of heads, which divides the features: a number or an expression.</summary>
    [Size]
    public object Heads { get; }

    /// <summary>The width between the two products after attention; 2,048 by default.</summary>
    [Size]
    public object Hidden { get; set; } = 2048;

    /// <summary>The rate of dropout, of probabilities and of what each part yields; 0.1 by default.</summary>
    [Number]
    public object Dropout { get; set; } = 0.1f;

    /// <summary>Whether what a part reads is normalised, x + f(norm x), and not what it yields, norm(x + f(x)). False by default, as in the paper.</summary>
    [Flag]
    public object NormFirst { get; set; } = false;

    /// <summary>Whether the activation is GELU, and not ReLU.</summary>
    [Flag]
    public object GELU { get; set; } = false;

    /// <summary>Whether all parameters stay as they are: see <see cref="ParameterizedLayerAttribute.Frozen"/>. False by default.</summary>
    public bool Frozen { get; set; }
}

/// <summary>A layer of a transformer's encoder: attention of the positions to one another, and two products: <c>self_attn</c>, <c>linear1</c>, <c>linear2</c>, <c>norm1</c>, <c>norm2</c>.</summary>
public sealed class TransformerEncoderLayerAttribute : TransformerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="heads">The number of heads; divides the features.</param>
    public TransformerEncoderLayerAttribute([Size] int heads)
        : base(heads)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="heads">The number of heads, as an expression: see <see cref="SizeAttribute"/>.</param>
    public TransformerEncoderLayerAttribute([Size] string heads)
        : base(heads)
    {
    }

    /// <summary>Whether a position sees none after its own; false by default.</summary>
    [Flag]
    public object Causal { get; set; } = false;
}

/// <summary>A layer of a transformer's decoder: as an encoder's, and between the two parts attention to a memory, <c>multihead_attn</c>, with <c>norm2</c>; the last norm is <c>norm3</c>.</summary>
public sealed class TransformerDecoderLayerAttribute : TransformerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="heads">The number of heads; divides the features.</param>
    /// <param name="memory">The name of the value that is asked, such as an encoder's output.</param>
    public TransformerDecoderLayerAttribute([Size] int heads, string memory)
        : base(heads) => Memory = memory;

    /// <summary>Declares the layer.</summary>
    /// <param name="heads">The number of heads, as an expression: see <see cref="SizeAttribute"/>.</param>
    /// <param name="memory">The name of the value that is asked, such as an encoder's output.</param>
    public TransformerDecoderLayerAttribute([Size] string heads, string memory)
        : base(heads) => Memory = memory;

    /// <summary>The name of the value that is asked.</summary>
    public string Memory { get; }

    /// <summary>Whether a position sees none after its own; true by default.</summary>
    [Flag]
    public object Causal { get; set; } = true;
}

/// <summary>A transformer's encoder: layers one after the other, called <c>layers.0</c>, <c>layers.1</c> and so on, as in PyTorch's <c>nn.TransformerEncoder</c>.</summary>
public sealed class TransformerEncoderAttribute : TransformerAttribute
{
    /// <summary>Declares the layers.</summary>
    /// <param name="layers">How many there are; at least 1.</param>
    /// <param name="heads">The number of heads; divides the features.</param>
    public TransformerEncoderAttribute([Size] int layers, [Size] int heads)
        : base(heads) => Layers = layers;

    /// <summary>How many layers there are.</summary>
    public int Layers { get; }

    /// <summary>Whether a position sees none after its own; false by default.</summary>
    [Flag]
    public object Causal { get; set; } = false;

    /// <summary>Whether the last layer's output is normalised once more, by <c>norm</c>; false by default.</summary>
    [Flag]
    public object Norm { get; set; } = false;
}

/// <summary>A transformer's decoder: layers one after the other, called <c>layers.0</c>, <c>layers.1</c> and so on, as in PyTorch's <c>nn.TransformerDecoder</c>.</summary>
public sealed class TransformerDecoderAttribute : TransformerAttribute
{
    /// <summary>Declares the layers.</summary>
    /// <param name="layers">How many there are; at least 1.</param>
    /// <param name="heads">The number of heads; divides the features.</param>
    /// <param name="memory">The name of the value that is asked, such as an encoder's output.</param>
    public TransformerDecoderAttribute([Size] int layers, [Size] int heads, string memory)
        : base(heads) => (Layers, Memory) = (layers, memory);

    /// <summary>How many layers there are.</summary>
    public int Layers { get; }

    /// <summary>The name of the value that is asked.</summary>
    public string Memory { get; }

    /// <summary>Whether a position sees none after its own; true by default.</summary>
    [Flag]
    public object Causal { get; set; } = true;

    /// <summary>Whether the last layer's output is normalised once more, by <c>norm</c>; false by default.</summary>
    [Flag]
    public object Norm { get; set; } = false;
}
