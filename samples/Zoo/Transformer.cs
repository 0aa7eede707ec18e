namespace Zoo;

/// <summary>
/// The encoder and decoder of Vaswani et al., Attention is all you need (2017), the base model: six layers of 512 each, and one table of 37,000 symbols for
/// what is read, what is written, and the last product.
/// </summary>
[Network, Input("source", 64, Tokens = 37000), Input("target", 64, Tokens = 37000)]
[From("source"), Embedding(512, Name = "table", Deviation = 0.0442f), Scale(22.627417f), SinusoidalPositions, Dropout(0.1f), TransformerEncoder(6, 8, Name = "encoder"), As("memory")]
[From("target"), Embedding(512, Name = "written", SharedWith = "table"), Scale(22.627417f), SinusoidalPositions, Dropout(0.1f)]
[TransformerDecoder(6, 8, "memory", Name = "decoder")]
[Dense(37000, Bias = false, SharedWith = "table", Name = "generator")]
[CrossEntropy(PerPosition = true, LabelSmoothing = 0.1f)]
public sealed partial class Transformer;
