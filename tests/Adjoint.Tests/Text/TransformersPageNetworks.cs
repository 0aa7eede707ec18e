namespace Adjoint.Tests.Text;

[Network(Step = true, Deviation = 0.02f), Input(64, Tokens = 65)]
[Embedding(128, Name = "wte"), PositionEmbedding(Name = "wpe"), Dropout(0.1f)]
[Repeat<GptBlock>(4, 4, 0.1, Name = "h"), LayerNorm(Name = "ln_f")]
[Dense(65, Bias = false, SharedWith = "wte", Name = "lm_head"), CrossEntropy(PerPosition = true)]
public sealed partial class CharacterGpt;

/// <summary>Rotary positions and a window: its state is a ring.</summary>
[Network(Step = true), Input(24, Tokens = 9)]
[Embedding(16, Name = "embed_tokens"), Repeat<LlamaBlock>(2, 4, 2, 20, 10000, 0, 0.00001, 7, Name = "layers"), RMSNorm(Epsilon = 1e-5f, Name = "norm")]
[Dense(9, Bias = false, Name = "lm_head"), CrossEntropy(PerPosition = true)]
public sealed partial class SmallLlama;
