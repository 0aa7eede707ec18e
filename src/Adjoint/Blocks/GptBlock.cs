namespace Adjoint;

/// <summary>
/// A block of GPT-2 (Radford et al., 2019): causal attention and two products, each with a normalisation before it and a sum after it. Tensors are called as
/// in nanoGPT: <c>ln_1</c>, <c>attn.c_attn</c>, <c>attn.c_proj</c>, <c>ln_2</c>, <c>mlp.c_fc</c>, <c>mlp.c_proj</c>.
/// </summary>
/// <remarks>
/// Parameters: <c>heads</c>; <c>dropout</c>, 0 by default; <c>bias</c>, 1 with biases or 0 without; <c>residual</c>, the deviation that weights before a sum are drawn with, 0.02/√(2L) for
/// L blocks in GPT-2 and 0.02 by default; <c>approximate</c>, 1 for the tanh form of GELU, as in the published files of GPT-2. All other weights are drawn from N(0, 0.02²).
/// </remarks>
/// <example>
/// <code>
/// [Network(Step = true, Deviation = 0.02f), Input(64, Tokens = 65)]
/// [Embedding(128, Name = "wte"), PositionEmbedding(Name = "wpe"), Repeat&lt;GptBlock&gt;(4, 4, Name = "h"), LayerNorm(Name = "ln_f")]
/// [Dense(65, Bias = false, SharedWith = "wte", Name = "lm_head"), CrossEntropy(PerPosition = true)]
/// public sealed partial class CharacterGpt;
/// </code>
/// </example>
[Block("heads", "dropout = 0", "bias = 1", "residual = 0.02", "approximate = 0")]
[As("x"), LayerNorm(Bias = "bias", Name = "ln_1"), Use<GptAttention>("heads", "dropout", "bias", "residual", Name = "attn"), Add("x"), As("y")]
[LayerNorm(Bias = "bias", Name = "ln_2"), Use<GptPerceptron>("dropout", "bias", "residual", "approximate", Name = "mlp"), Add("y")]
public abstract class GptBlock;

/// <summary>The attention of a <see cref="GptBlock"/>: one product for queries, keys and values, causal attention, and one product.</summary>
[Block("heads", "dropout = 0", "bias = 1", "residual = 0.02")]
[Dense("3 * features", Bias = "bias", Deviation = 0.02f, Name = "c_attn"), Attention("heads", Causal = true, Dropout = "dropout")]
[Dense("features", Bias = "bias", Deviation = "residual", Name = "c_proj"), Dropout("dropout")]
public abstract class GptAttention;

/// <summary>The two products of a <see cref="GptBlock"/>, four times as wide between them, with a GELU.</summary>
[Block("dropout = 0", "bias = 1", "residual = 0.02", "approximate = 0")]
[As("x"), Dense("4 * features", Bias = "bias", Deviation = 0.02f, Name = "c_fc"), GELU(Approximate = "approximate")]
[Dense("x.features", Bias = "bias", Deviation = "residual", Name = "c_proj"), Dropout("dropout")]
public abstract class GptPerceptron;
