namespace Adjoint;

/// <summary>
/// Triangle multiplication with outgoing edges: each pair ij is updated by the edges ik and jk that go out from its two ends, <c>z̃ᵢⱼ = gᵢⱼ ⊙ Linear(LayerNorm(Σₖ aᵢₖ ⊙ bⱼₖ))</c> with
/// <c>a, b = sigmoid(Linear(z)) ⊙ Linear(z)</c> and <c>g = sigmoid(Linear(z))</c> of the normalised pairs. Reads and yields [positions, positions, features];
/// the sum with what came in, as in AlphaFold, is the network's: <c>As("z"), Use&lt;TriangleMultiplicationOutgoing&gt;(), Add("z")</c>. Any other shape is an
/// error at the use.
/// </summary>
/// <remarks>
/// Parameter: <c>hidden</c>, the features of a and b, by default as many as those of a pair. Tensors are called as in OpenFold: <c>layer_norm_in</c>,
/// <c>linear_a_g</c>, <c>linear_a_p</c>, <c>linear_b_g</c>, <c>linear_b_p</c>, <c>linear_g</c>, <c>layer_norm_out</c>, <c>linear_z</c>. Weights begin as those
/// of any dense layer; AlphaFold begins with gates that are open and an output of 0.
/// <para>Source: Jumper et al., Highly accurate protein structure prediction with AlphaFold (2021), supplementary Algorithm 11.</para>
/// </remarks>
[Block("hidden = features")]
[As("x"), LayerNorm(Name = "layer_norm_in"), As("z")]
[Dense("hidden", Name = "linear_a_g"), Sigmoid, As("gate_a"), From("z"), Dense("hidden", Name = "linear_a_p"), Multiply("gate_a"), Permute(2, 0, 1), As("a")]
[From("z"), Dense("hidden", Name = "linear_b_g"), Sigmoid, As("gate_b"), From("z"), Dense("hidden", Name = "linear_b_p"), Multiply("gate_b"), Permute(2, 0, 1), As("b")]
[From("z"), Dense("x.features", Name = "linear_g"), Sigmoid, As("g")]
[From("a"), MatMul("b", TransposeB = true), Permute(1, 2, 0), LayerNorm(Name = "layer_norm_out"), Dense("x.features", Name = "linear_z"), Multiply("g")]
public abstract class TriangleMultiplicationOutgoing;

/// <summary>
/// Triangle multiplication with incoming edges: each pair ij is updated by the edges ki and kj that come in at its two ends, <c>z̃ᵢⱼ = gᵢⱼ ⊙ Linear(LayerNorm(Σₖ aₖᵢ ⊙ bₖⱼ))</c>. All else is as in
/// <see cref="TriangleMultiplicationOutgoing"/>: of pairs the other way round, zⱼᵢ in the place of zᵢⱼ, both with the same parameters yield the same, once gates and outputs are turned too.
/// </summary>
/// <remarks>
/// Parameter: <c>hidden</c>, the features of a and b, by default as many as those of a pair. Tensors are called as those of <see cref="TriangleMultiplicationOutgoing"/>.
/// <para>Source: Jumper et al., Highly accurate protein structure prediction with AlphaFold (2021), supplementary Algorithm 12.</para>
/// </remarks>
[Block("hidden = features")]
[As("x"), LayerNorm(Name = "layer_norm_in"), As("z")]
[Dense("hidden", Name = "linear_a_g"), Sigmoid, As("gate_a"), From("z"), Dense("hidden", Name = "linear_a_p"), Multiply("gate_a"), Permute(2, 0, 1), As("a")]
[From("z"), Dense("hidden", Name = "linear_b_g"), Sigmoid, As("gate_b"), From("z"), Dense("hidden", Name = "linear_b_p"), Multiply("gate_b"), Permute(2, 0, 1), As("b")]
[From("z"), Dense("x.features", Name = "linear_g"), Sigmoid, As("g")]
[From("a"), MatMul("b", TransposeA = true), Permute(1, 2, 0), LayerNorm(Name = "layer_norm_out"), Dense("x.features", Name = "linear_z"), Multiply("g")]
public abstract class TriangleMultiplicationIncoming;
