namespace Zoo;

/// <summary>
/// A small Llama (Touvron et al., LLaMA: open and efficient foundation language models, 2023): the shape of llama2.c's stories260K. Its pairs are neighbours, as in Meta's files.
/// </summary>
[Network(Step = true), Input(512, Tokens = 512)]
[Embedding(64, Name = "model.embed_tokens")]
[Repeat<LlamaBlock>(5, 8, 4, 172, 10000, 1, Name = "model.layers")]
[RMSNorm(Epsilon = 1e-5f, Name = "model.norm"), Dense(512, Bias = false, SharedWith = "model.embed_tokens", Name = "lm_head")]
[CrossEntropy(PerPosition = true)]
public sealed partial class Stories260K;
