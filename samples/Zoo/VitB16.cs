namespace Zoo;

/// <summary>The base vision transformer with patches of 16×16 (Dosovitskiy et al., An image is worth 16x16 words, 2021).</summary>
[Network, Input(3, 224, 224)]
[Conv2D(768, Kernel = 16, Stride = 16, Name = "conv_proj"), Reshape(768, 196), Transpose, As("patches")]
[Variable(1, 768, Name = "class_token"), Concat("patches", Axis = 0), PositionEmbedding(Name = "pos_embedding", Deviation = 0.02f)]
[TransformerEncoder(12, 12, Hidden = 3072, Dropout = 0, NormFirst = true, GELU = true, Norm = true, Name = "encoder")]
[Slice(0, 0, 1), Flatten, Dense(1000, Name = "head")]
[CrossEntropy]
public sealed partial class VitB16;
