namespace Adjoint;

/// <summary>
/// Scaled dot-product attention, <c>O = softmax(s Q Kᵀ) V</c> along the keys, for each of some heads. The rows of Q, K and V are positions; s is one over the square root of a head's
/// width. Without <see cref="Key"/> and <see cref="Value"/> the current value has all three side by side, [positions, 3 · heads · width], as a dense layer before it gives them; with them
/// it is Q, and the named values are K and V, which may have other positions. Axes before the last two count attentions that know nothing of one another.
/// </summary>
/// <remarks>Nothing is kept for each pair of positions. A query that sees no key yields 0. Source: Vaswani et al., Attention is all you need (2017).</remarks>
public sealed class AttentionAttribute : NamedLayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="heads">The number of heads; divides the features of Q.</param>
    public AttentionAttribute([Size] int heads) => Heads = heads;

    /// <summary>Declares the layer.</summary>
    /// <param name="heads">The number of heads, as an expression: see <see cref="SizeAttribute"/>.</param>
    public AttentionAttribute([Size] string heads) => Heads = heads;

    /// <summary>The number of heads: a number or an expression.</summary>
    public object Heads { get; }

    /// <summary>The name of the value that has the keys, [keys, heads · width]; written together with <see cref="Value"/>.</summary>
    public string? Key { get; set; }

    /// <summary>The name of the value that has the values, of the keys' shape.</summary>
    public string? Value { get; set; }

    /// <summary>
    /// The name of a value that is added to the scores before the softmax, [queries, keys] for all heads or [heads, queries, keys]; it is trained through. A
    /// number of −∞ hides a key. By default there is none. Where axes before the last two count attentions, they come before these too, or a 1 for each of
    /// them: [1, heads, queries, keys] is added in all attentions of a row.
    /// </summary>
    public string? Bias { get; set; }

    /// <summary>The heads of keys and values, a divisor of <see cref="Heads"/>: each serves as many neighbouring heads of queries. By default, 0, there are as many as heads.</summary>
    [Size]
    public object KeyHeads { get; set; } = 0;

    /// <summary>Whether a position sees none after its own. Of fewer queries than keys, the last are at one place.</summary>
    [Flag]
    public object Causal { get; set; } = false;

    /// <summary>How many positions a position sees, back from its own, which is one of them; by default, 0, all.</summary>
    [Size]
    public object Window { get; set; } = 0;

    /// <summary>
    /// Rotary positions: the base, such as 10,000, of the angles by which pairs of numbers of queries and keys are turned before their product, so that it depends on how far apart they are.
    /// Where nothing is written they are not. Source: Su et al., RoFormer (2021).
    /// </summary>
    [Number]
    public object? Rotary { get; set; }

    /// <summary>Whether <see cref="Rotary"/> turns neighbours together, as files of Meta's ask, and not numbers half a head apart, as those of Hugging Face do.</summary>
    [Flag]
    public object Interleaved { get; set; } = false;

    /// <summary>The share of probabilities that training drops, at least 0 and below 1; 0 by default. The others are multiplied by 1/(1 − p).</summary>
    [Number]
    public object Dropout { get; set; } = 0f;

    /// <summary>The factor s of the scores, above 0; 1/√width by default.</summary>
    [Number]
    public object? Scale { get; set; }
}
