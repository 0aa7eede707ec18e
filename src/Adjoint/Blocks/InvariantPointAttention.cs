namespace Adjoint;

/// <summary>
/// Invariant point attention: attention among positions that each have a frame, a rotation Rᵢ and a place tᵢ in space. Scores come from features, from pairs,
/// and from the distances of points that each position makes in its own frame, <c>aᵢⱼ = softmaxⱼ(√⅓ (qᵢ·kⱼ/√hidden + bᵢⱼ − ½ γ √(2/(9 points)) Σₚ ‖Tᵢ∘qᵢᵖ −
/// Tⱼ∘kⱼᵖ‖²))</c> with <c>T∘x = R x + t</c>. What comes out are features, points in the frame of the one who asked, <c>Tᵢ⁻¹∘Σⱼ aᵢⱼ (Tⱼ∘vⱼᵖ)</c>, their lengths,
/// and pairs, <c>Σⱼ aᵢⱼ zᵢⱼ</c>, in one product. If all frames are turned and moved together, nothing changes.
/// </summary>
/// <remarks>
/// Inputs, in this order: s [positions, features], z [positions, positions, pairs], the rotations [positions, 3, 3], whose columns are the axes of the frame,
/// and the translations [positions, 3]. Yields [positions, features]. Other shapes are an error at the use; that the matrices turn is not checked. Gradients go
/// to all four.
/// <para>
/// Parameters: <c>heads</c>, 12 by default; <c>hidden</c>, the features of a head, 16; <c>points</c>, of queries and keys, 4; <c>values</c>, the points of
/// values, 8; <c>bias</c>, 1 as in published weights, or 0 as the paper writes the products before the softmax. Tensors are called as in OpenFold and laid out as
/// there, x of all points before y and z: <c>linear_q</c>, <c>linear_kv</c>, <c>linear_q_points</c>, <c>linear_kv_points</c>, <c>linear_b</c>,
/// <c>head_weights</c> (γ is their softplus), <c>linear_out</c>. Lengths are √(‖x‖² + 10⁻⁸). Distances are taken of differences, so that places far from the
/// origin lose no digits to squares. Weights begin as those of any dense layer and γ near softplus(0); AlphaFold begins with γ = 1 and an output of 0.
/// </para>
/// <para>Source: Jumper et al., Highly accurate protein structure prediction with AlphaFold (2021), supplementary Algorithm 22.</para>
/// </remarks>
/// <example>
/// <code>
/// [Network, Input("s", 20, 32), Input("z", 20, 20, 8), Input("rotations", 20, 3, 3), Input("translations", 20, 3)]
/// [Use&lt;InvariantPointAttention&gt;(4, From = new[] { "s", "z", "rotations", "translations" }), Add("s"), Mean(0), Dense(1), MeanSquaredError]
/// public sealed partial class OfFrames;
/// </code>
/// </example>
[Block("heads = 12", "hidden = 16", "points = 4", "values = 8", "bias = 1")]
[Input("s"), Input("z"), Input("rotations"), Input("translations")]
[From("translations"), Reshape("channels", 3, 1), As("t")]
// Features of keys and values: [heads, positions, hidden].
[From("s"), Dense("2 * heads * hidden", Bias = "bias", Name = "linear_kv"), Reshape("channels", "heads", "2 * hidden"), Permute(1, 0, 2), As("kv")]
[Slice(2, 0, "hidden"), As("k"), From("kv"), Slice(2, "hidden", "hidden"), As("v")]
// Points of keys and values, R x + t: [heads, positions, 3 · points], x of all before y and z.
[From("s"), Dense("3 * heads * (points + values)", Bias = "bias", Name = "linear_kv_points"), Reshape("channels", 3, "heads * (points + values)"), As("kv_local")]
[From("rotations"), MatMul("kv_local"), Add("t"), Reshape("s.channels", 3, "heads", "points + values"), Permute(2, 0, 1, 3), As("kv_points")]
[Slice(3, 0, "points"), Reshape("heads", 1, "s.channels", "3 * points"), As("k_points"), From("kv_points"), Slice(3, "points", "values"), Reshape("heads", "s.channels", "3 * values"), As("v_points")]
// Squares of distances: [heads, positions, positions].
[From("s"), Dense("3 * heads * points", Bias = "bias", Name = "linear_q_points"), Reshape("channels", 3, "heads * points"), As("q_local")]
[From("rotations"), MatMul("q_local"), Add("t"), Reshape("s.channels", 3, "heads", "points"), Permute(2, 0, 1, 3), Reshape("heads", "s.channels", 1, "3 * points")]
[Subtract("k_points"), As("apart"), Multiply("apart"), Sum(-1), As("squares")]
[Variable("heads", Deviation = 0.02f, Name = "head_weights"), Softplus, Reshape("heads", 1, 1), Multiply("squares"), Scale("-sqrt(1 / (54 * points))"), As("of_points")]
// Scores and probabilities: [heads, positions, positions].
[From("z"), Dense("heads", Bias = "bias", Name = "linear_b"), Permute(2, 0, 1), Scale("sqrt(1 / 3)"), As("of_pairs")]
[From("s"), Dense("heads * hidden", Bias = "bias", Name = "linear_q"), Reshape("channels", "heads", "hidden"), Permute(1, 0, 2)]
[MatMul("k", TransposeB = true), Scale("1 / sqrt(3 * hidden)"), Add("of_pairs", "of_points"), Softmax, As("a")]
// What each position gathers: points in its own frame, Rᵀ (x − t), their lengths, pairs, and features.
[MatMul("v_points"), Reshape("heads", "s.channels", 3, "values"), Permute(1, 2, 0, 3), Reshape("s.channels", 3, "heads * values"), Subtract("t"), As("gathered")]
[From("rotations"), MatMul("gathered", TransposeA = true), As("local"), Reshape("s.channels", "3 * heads * values"), As("o_points")]
[From("local"), Multiply("local"), Sum(1), Sqrt(Epsilon = 1e-8), As("lengths")]
[From("a"), Permute(1, 0, 2), MatMul("z"), Reshape("s.channels", "heads * z.features"), As("o_pairs")]
[From("a"), MatMul("v"), Permute(1, 0, 2), Reshape("s.channels", "heads * hidden"), Concat("o_points", "lengths", "o_pairs", Axis = 1), Dense("s.features", Name = "linear_out")]
public abstract class InvariantPointAttention;
