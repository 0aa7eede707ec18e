namespace Adjoint.Tool.Tests.RoundTrip;

[Network, Input(9, 3, Lengths = true)]
[GRU(5, Layers = 2, Bidirectional = true), Last, Dense(4), Reshape(2, 2)]
[LSTM(3, Bias = false), RNN(4, ReLU = true), Last, Dense(2)]
[MeanSquaredError]
public sealed partial class Recurrent;

[Network, Input(7, 6), As("memory")]
[Dense(20), Attention(3, KeyHeads = 1, Causal = true, Window = 5, Rotary = 500), Dense(6)]
[MultiHeadAttention(2, Causal = true, Name = "self_attn"), MultiHeadAttention(2, Memory = "memory", Name = "multihead_attn"), Dense(2)]
[MeanSquaredError]
public sealed partial class Attentive;

[Network, Input(5, Tokens = 7)]
[Embedding(6, Name = "table", Padding = 2), Dense(6, Frozen = true), Tanh, LayerNorm(Affine = false)]
[Dense(7, SharedWith = "table", Bias = false)]
[MeanSquaredError]
public sealed partial class Tied;

[Network, Input(3)]
[Dense(4), Apply(nameof(Curve)), Dense(2)]
[MeanSquaredError]
public sealed partial class Bent
{
    [Differentiable]
    private static float Curve(float x, [Parameter] float height, [Parameter] float steepness) => x > 1 ? 2 - x : height * MathF.Tanh(steepness * x);
}
