namespace Adjoint.Peers.Transformers;

/// <summary>nanoGPT's model for a CPU: four blocks of 128 with four heads, 64 letters of 65, no biases.</summary>
[Network(Step = true, Deviation = 0.02f), Input(64, Tokens = 65)]
[Embedding(128, Name = "wte"), PositionEmbedding(Name = "wpe"), Repeat<GptBlock>(4, 4, 0, 0, 0.007, Name = "h"), LayerNorm(Bias = false, Name = "ln_f")]
[Dense(65, Bias = false, SharedWith = "wte", Name = "lm_head"), CrossEntropy(PerPosition = true)]
public sealed partial class NanoGpt;

/// <summary>The same with 256 positions.</summary>
[Network(Step = true, Deviation = 0.02f), Input(256, Tokens = 65)]
[Embedding(128, Name = "wte"), PositionEmbedding(Name = "wpe"), Repeat<GptBlock>(4, 4, 0, 0, 0.007, Name = "h"), LayerNorm(Bias = false, Name = "ln_f")]
[Dense(65, Bias = false, SharedWith = "wte", Name = "lm_head"), CrossEntropy(PerPosition = true)]
public sealed partial class LongGpt;

/// <summary>Two blocks of 64 with four heads, 32 positions.</summary>
[Network(Step = true, Deviation = 0.02f), Input(32, Tokens = 65)]
[Embedding(64, Name = "wte"), PositionEmbedding(Name = "wpe"), Repeat<GptBlock>(2, 4, 0, 0, 0.01, Name = "h"), LayerNorm(Bias = false, Name = "ln_f")]
[Dense(65, Bias = false, SharedWith = "wte", Name = "lm_head"), CrossEntropy(PerPosition = true)]
public sealed partial class SmallGpt;
