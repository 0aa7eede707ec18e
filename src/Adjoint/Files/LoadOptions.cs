namespace Adjoint;

/// <summary>What a file of parameters may hold besides finite floating-point numbers. Without options such a file is refused, and the message names the value.</summary>
public sealed record LoadOptions
{
    /// <summary>
    /// Whether NaN and infinite values are loaded, and values that become infinite because they are beyond the network's type, such as a 64-bit 1e300 in a network
    /// of floats. Predictions of such a network are hardly ever meant.
    /// </summary>
    public bool AllowNonFinite { get; init; }

    /// <summary>Whether tensors of integers and Booleans are loaded: the nearest number to each integer, 1 for true and 0 for false.</summary>
    public bool AllowIntegers { get; init; }

    /// <summary>
    /// What the names of tensors end in whose matrices the file has transposed, [in, out]: none by default. GPT-2's published files have those of <c>c_attn.weight</c>, <c>c_fc.weight</c> and <c>c_proj.weight</c>.
    /// </summary>
    public IReadOnlyList<string> Transposed { get; init; } = [];

    /// <summary>What the names of tensors end in that the file has and the network does not: they are passed over. None by default; GPT-2's files have masks, <c>attn.bias</c>.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>What the names in the file begin with, or some of them, before the network's own, such as <c>transformer.</c>; nothing by default.</summary>
    public string Prefix { get; init; } = "";
}
