namespace Adjoint;

/// <summary>
/// A block of Llama (Touvron et al., 2023): causal attention with rotary positions and grouped queries, and a gated product, each with a normalisation by the
/// mean square before it and a sum after it. Tensors are called as in Hugging Face's files: <c>input_layernorm</c>, <c>self_attn.q_proj</c>, <c>k_proj</c>,
/// <c>v_proj</c>, <c>o_proj</c>, <c>post_attention_layernorm</c>, <c>mlp.gate_proj</c>, <c>up_proj</c>, <c>down_proj</c>. There are no biases.
/// </summary>
/// <remarks>
/// Parameters: <c>heads</c>; <c>keys</c>, the heads of keys and values; <c>hidden</c>, the width of the gated product; <c>rotary</c>, the base of the
/// rotations, 10,000 by default; <c>interleaved</c>, 1 for files of Meta's, whose pairs are neighbours; <c>epsilon</c> of the normalisations, 0.00001 by
/// default; <c>window</c>, how many positions back are seen, by default, 0, all.
/// </remarks>
[Block("heads", "keys", "hidden", "rotary = 10000", "interleaved = 0", "epsilon = 0.00001", "window = 0")]
[As("x"), RMSNorm(Epsilon = "epsilon", Name = "input_layernorm"), Use<LlamaAttention>("heads", "keys", "rotary", "interleaved", "window", Name = "self_attn"), Add("x"), As("y")]
[RMSNorm(Epsilon = "epsilon", Name = "post_attention_layernorm"), Use<LlamaPerceptron>("hidden", Name = "mlp"), Add("y")]
public abstract class LlamaBlock;

/// <summary>The attention of a <see cref="LlamaBlock"/>.</summary>
[Block("heads", "keys", "rotary = 10000", "interleaved = 0", "window = 0")]
[As("x"), Dense("features * keys / heads", Bias = false, Name = "k_proj"), As("k"), From("x"), Dense("features * keys / heads", Bias = false, Name = "v_proj"), As("v")]
[From("x"), Dense("features", Bias = false, Name = "q_proj")]
[Attention("heads", Key = "k", Value = "v", KeyHeads = "keys", Causal = true, Rotary = "rotary", Interleaved = "interleaved", Window = "window")]
[Dense("features", Bias = false, Name = "o_proj")]
public abstract class LlamaAttention;

/// <summary>The gated product of a <see cref="LlamaBlock"/>: <c>W₃ (silu(W₁ x) ⊙ W₂ x)</c>.</summary>
[Block("hidden")]
[As("x"), Dense("hidden", Bias = false, Name = "up_proj"), As("up"), From("x"), Dense("hidden", Bias = false, Name = "gate_proj"), SiLU, Multiply("up")]
[Dense("x.features", Bias = false, Name = "down_proj")]
public abstract class LlamaPerceptron;
