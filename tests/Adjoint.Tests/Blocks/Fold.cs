namespace Adjoint.Tests.Blocks;

/// <summary>All blocks of AlphaFold in one network: from aligned sequences and frames to a vector for each position.</summary>
[Network, Input("msa", 6, 19, 21), Input("rotations", 19, 3, 3), Input("translations", 19, 3)]
[From("msa"), Use<OuterProductMean>(16, Name = "outer"), As("z0")]
[Use<TriangleMultiplicationOutgoing>(Name = "outgoing"), Add("z0"), As("z1"), Use<TriangleMultiplicationIncoming>(Name = "incoming"), Add("z1"), As("z2")]
[Use<TriangleAttentionStartingNode>(4, 8, Name = "starting"), Add("z2"), As("z3"), Use<TriangleAttentionEndingNode>(4, 8, Name = "ending"), Add("z3"), As("z")]
[From("msa"), Mean(0), Dense(32), As("s")]
[Use<InvariantPointAttention>(4, From = new[] { "s", "z", "rotations", "translations" }, Name = "ipa"), Add("s"), LayerNorm, Dense(3)]
[MeanSquaredError]
public sealed partial class Fold;
