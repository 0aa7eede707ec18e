namespace Zoo;

/// <summary>
/// GPT-2, the smallest (Radford et al., Language models are unsupervised multitask learners, 2019). Tensors are called as in nanoGPT and in Hugging Face's files, which hold the matrices of
/// <c>c_attn</c>, <c>c_fc</c> and <c>c_proj</c> transposed.
/// </summary>
[Network(Step = true, Deviation = 0.02f), Input(1024, Tokens = 50257)]
[Embedding(768, Name = "wte"), PositionEmbedding(Name = "wpe"), Dropout(0.1f)]
[Repeat<GptBlock>(12, 12, 0.1, 1, 0.0041, 1, Name = "h")]
[LayerNorm(Name = "ln_f"), Dense(50257, Bias = false, SharedWith = "wte", Name = "lm_head")]
[CrossEntropy(PerPosition = true)]
public sealed partial class Gpt2;
