namespace Adjoint;

/// <summary>
/// The mean of outer products: from aligned sequences to pairs of their positions, <c>zᵢⱼ = Linear(1/S Σₛ aₛᵢ ⊗ bₛⱼ)</c> with <c>a, b =
/// Linear(LayerNorm(m))</c>. Reads [sequences, positions, features] and yields [positions, positions, pairs], which AlphaFold adds to its pairs. Any other
/// shape is an error at the use.
/// </summary>
/// <remarks>
/// Parameters: <c>pairs</c>, the features of a pair; <c>hidden</c>, those of a and b, 32 by default. Tensors are called as in OpenFold: <c>layer_norm</c>,
/// <c>linear_1</c> (of a), <c>linear_2</c> (of b), <c>linear_out</c>. The mean is taken before the last product, as the paper has it; published code divides
/// after it, by S + 0.001, so that a published <c>linear_out</c> is to be multiplied by S/(S + 0.001) and its bias divided by S + 0.001. All sequences count;
/// there is no mask.
/// <para>Source: Jumper et al., Highly accurate protein structure prediction with AlphaFold (2021), supplementary Algorithm 10.</para>
/// </remarks>
[Block("pairs", "hidden = 32")]
[As("m"), LayerNorm(Name = "layer_norm"), As("n"), Dense("hidden", Name = "linear_2"), Reshape("m.channels", "m.height * hidden"), As("b")]
[From("n"), Dense("hidden", Name = "linear_1"), Reshape("m.channels", "m.height * hidden"), MatMul("b", TransposeA = true), Scale("1 / m.channels")]
[Reshape("m.height", "hidden", "m.height", "hidden"), Permute(0, 2, 1, 3), Reshape("m.height", "m.height", "hidden * hidden"), Dense("pairs", Name = "linear_out")]
public abstract class OuterProductMean;
