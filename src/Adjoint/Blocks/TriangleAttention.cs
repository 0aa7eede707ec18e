namespace Adjoint;

/// <summary>
/// Triangle attention around the starting node: the pairs ij of one i ask one another, and the third edge jk of each triangle adds to the score, <c>oᵢⱼ = gᵢⱼ ⊙
/// Σₖ softmaxₖ(qᵢⱼ·kᵢₖ/√hidden + bⱼₖ) vᵢₖ</c> for each head, and one product of all heads. Reads and yields [positions, positions, features]; the sum with what
/// came in is the network's. Any other shape is an error at the use.
/// </summary>
/// <remarks>
/// Parameters: <c>heads</c>, and <c>hidden</c>, the features of a head, 32 by default. Tensors are called as in OpenFold: <c>layer_norm</c>, <c>linear</c> (of
/// b), <c>mha.linear_q</c>, <c>mha.linear_k</c>, <c>mha.linear_v</c>, <c>mha.linear_g</c>, <c>mha.linear_o</c>. Weights begin as those of any dense layer;
/// AlphaFold begins with gates that are open and an output of 0.
/// <para>Source: Jumper et al., Highly accurate protein structure prediction with AlphaFold (2021), supplementary Algorithm 13.</para>
/// </remarks>
[Block("heads", "hidden = 32")]
[LayerNorm(Name = "layer_norm"), As("z"), Dense("heads", Bias = false, Name = "linear"), Permute(2, 0, 1), Reshape(1, "channels", "height", "width"), As("b")]
[Use<TriangleAttentionHeads>("heads", "hidden", From = new[] { "z", "b" }, Name = "mha")]
public abstract class TriangleAttentionStartingNode;

/// <summary>
/// Triangle attention around the ending node: the pairs ij of one j ask one another, <c>oᵢⱼ = gᵢⱼ ⊙ Σₖ softmaxₖ(qᵢⱼ·kₖⱼ/√hidden + bₖᵢ) vₖⱼ</c> for each head, and one product of all heads. It is
/// <see cref="TriangleAttentionStartingNode"/> of pairs the other way round, with what that yields turned back.
/// </summary>
/// <remarks>
/// Parameters and tensors are those of <see cref="TriangleAttentionStartingNode"/>.
/// <para>Source: Jumper et al., Highly accurate protein structure prediction with AlphaFold (2021), supplementary Algorithm 14.</para>
/// </remarks>
[Block("heads", "hidden = 32")]
[Permute(1, 0, 2), LayerNorm(Name = "layer_norm"), As("z"), Dense("heads", Bias = false, Name = "linear"), Permute(2, 0, 1), Reshape(1, "channels", "height", "width"), As("b")]
[Use<TriangleAttentionHeads>("heads", "hidden", From = new[] { "z", "b" }, Name = "mha"), Permute(1, 0, 2)]
public abstract class TriangleAttentionEndingNode;

/// <summary>
/// The heads of triangle attention: attention along the last but one axis of the first value, [rows, positions, features], with the second, [1, heads,
/// positions, positions], added to the scores of every row, a gate <c>sigmoid(Linear(z))</c>, and a product.
/// </summary>
[Block("heads", "hidden")]
[Input("z"), Input("b")]
[From("z"), Dense("heads * hidden", Bias = false, Name = "linear_k"), As("k"), From("z"), Dense("heads * hidden", Bias = false, Name = "linear_v"), As("v")]
[From("z"), Dense("heads * hidden", Name = "linear_g"), Sigmoid, As("g")]
[From("z"), Dense("heads * hidden", Bias = false, Name = "linear_q"), Attention("heads", Key = "k", Value = "v", Bias = "b"), Multiply("g"), Dense("z.features", Name = "linear_o")]
public abstract class TriangleAttentionHeads;
