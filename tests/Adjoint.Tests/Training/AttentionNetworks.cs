namespace Adjoint.Tests.Training;

/// <summary>Three heads over two blocks of positions and some more; the outputs are those of each position.</summary>
[Network, Input(37, 8)]
[Dense(36), Attention(3, Causal = true)]
[MeanSquaredError]
public sealed partial class CausalHeads;

/// <summary>Twenty queries and seven keys, of which the last are at one place: thirteen queries see none.</summary>
[Network, Input(20, 6)]
[Dense(6), As("q"), Variable(7, 6, Name = "keys"), As("k"), Variable(7, 6, Name = "values"), As("v")]
[From("q"), Attention(2, Key = "k", Value = "v", Causal = true)]
[MeanSquaredError]
public sealed partial class FewKeys;
