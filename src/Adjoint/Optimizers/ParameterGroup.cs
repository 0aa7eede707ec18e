namespace Adjoint;

/// <summary>Tensors that an optimizer treats in a way of their own: more slowly than the rest, with another weight decay, or not at all.</summary>
/// <param name="Pattern">
/// The name of a tensor, such as <c>head.weight</c>, or a pattern in which each <c>*</c> stands for one or more characters: <c>body.*</c> for all that is in the block <c>body</c>.
/// </param>
/// <example><code>new AdamW(1e-3f) { Groups = [new("head.*"), new("body.3.*") { RateFactor = 0.1f }, new("*") { Frozen = true }] }</code></example>
public sealed record ParameterGroup(string Pattern)
{
    /// <summary>The name of a tensor, or a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern is empty or null.</exception>
    public string Pattern { get; } = string.IsNullOrEmpty(Pattern) ? throw new ArgumentException("The pattern is empty; write a tensor's name, or '*' for all.", nameof(Pattern)) : Pattern;

    /// <summary>A factor on the optimizer's learning rate; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float RateFactor { get; init => field = HyperParameter.NotNegative(value); } = 1;

    /// <summary>The weight decay λ of these tensors; null, the default, for that of the optimizer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float? WeightDecay { get; init => field = value is { } set ? HyperParameter.NotNegative(set) : null; }

    /// <summary>
    /// Whether the tensors keep their values: no gradient, decay or penalty changes them, they do not count for <see cref="Optimizer.ClipNorm"/>, and their moments stay zero, in memory
    /// that is never written and that the system therefore does not provide. The gradient is computed all the same; <c>Frozen = true</c> at the layer spares that too.
    /// </summary>
    public bool Frozen { get; init; }

    /// <summary>Whether a tensor belongs to the group.</summary>
    internal bool Has(string tensor) => TensorNames.Fits(tensor, Pattern);
}
