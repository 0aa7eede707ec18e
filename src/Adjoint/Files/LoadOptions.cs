namespace Adjoint;

/// <summary>
/// How a file of parameters may differ from the network. Without options it has exactly the network's tensors, of finite floating-point numbers; any other is refused, and the
/// message names the difference.
/// </summary>
public sealed record LoadOptions
{
    /// <summary>
    /// Whether NaN and infinite values are loaded, and values that become infinite because they are beyond the network's type, such as a 64-bit 1e300 in a network
    /// of floats. Predictions of such a network are rarely meant.
    /// </summary>
    public bool AllowNonFinite { get; init; }

    /// <summary>Whether tensors of integers and Booleans are loaded: the nearest number to each integer, 1 for true and 0 for false.</summary>
    public bool AllowIntegers { get; init; }

    /// <summary>
    /// What the names of tensors end in whose matrices the file has transposed, [in, out]: none by default. GPT-2's published files have those of
    /// <c>c_attn.weight</c>, <c>c_fc.weight</c> and <c>c_proj.weight</c>.
    /// </summary>
    public IReadOnlyList<string> Transposed { get; init; } = [];

    /// <summary>
    /// Endings of names in the file whose tensors are skipped where the network has no such tensor, or, with <see cref="Partial"/>, one of another shape. None by default; GPT-2's files have
    /// masks, <c>attn.bias</c>.
    /// </summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>What the names in the file begin with, or some of them, before the network's own, such as <c>transformer.</c>; nothing by default.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>
    /// The network's names for the file's tensors where they are called otherwise, such as PyTorch's <c>0.weight</c> in an <c>nn.Sequential</c>. A name that a rule fits has no
    /// <see cref="Prefix"/>.
    /// </summary>
    public TensorNames Names { get; init; } = [];

    /// <summary>
    /// Whether the file may have only some of the network's tensors, and others. Those of the network that it lacks keep their values. A tensor of another shape is refused all the same,
    /// unless <see cref="Ignored"/> names it, and so is a file that has none of the network's.
    /// </summary>
    public bool Partial { get; init; }
}
