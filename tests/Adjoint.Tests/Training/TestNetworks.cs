namespace Adjoint.Tests.Training;

/// <summary>Wide enough that eight threads find work in a few hundred rows; no size is a multiple of a vector but one.</summary>
[Network, Input(197)]
[Dense(130), ReLU]
[Dense(64), Tanh, Dropout(0.1f)]
[Dense(11)]
[CrossEntropy]
public sealed partial class WideClassifier;

/// <summary>Smoothed and weighted classes, some rows ignored.</summary>
[Network, Input(20)]
[Dense(37), SiLU]
[Dense(5)]
[CrossEntropy(LabelSmoothing = 0.1f, ClassWeights = new[] { 1f, 2f, 0.5f, 1f, 3f })]
public sealed partial class WeightedClassifier;

/// <summary>Three numbers from seven.</summary>
[Network, Input(7)]
[Dense(33), GELU]
[Dense(3)]
[MeanSquaredError]
public sealed partial class Regressor;

/// <summary>The same weights at each of six steps, then all steps at once.</summary>
[Network, Input(6, 5)]
[Dense(17), PReLU, Dropout(0.25f), Dense(9, Bias = false), Softmax]
[Flatten, Dense(4)]
[Huber]
public sealed partial class Sequence;

/// <summary>One number in, one out: every vector is a tail.</summary>
[Network, Input(1)]
[Dense(1)]
[MeanAbsoluteError]
public sealed partial class Line;

/// <summary>All rows of a batch meet twice on the way forward and twice on the way back.</summary>
[Network, Input(11, 6)]
[Dense(24, Bias = false), BatchNorm, ReLU]
[Flatten, Dense(30, Bias = false), BatchNorm, Tanh, Dense(3)]
[CrossEntropy]
public sealed partial class Normalised;

/// <summary>Attention over eight steps: products of two values, with either of them transposed and with neither.</summary>
[Network, Input(8, 2)]
[As("in"), Dense(16), As("query"), From("in"), Dense(16, Bias = false), As("key"), From("in"), Dense(16), As("value")]
[From("query"), MatMul("key", TransposeB = true), Scale(0.25f), Softmax, MatMul("value")]
[Flatten, Dense(3), CrossEntropy]
public sealed partial class Attention;

/// <summary>The block of a causal transformer.</summary>
[Network, Input(19, 6)]
[Dense(24), As("x"), LayerNorm, Dense(72), Attention(4, Causal = true), Dense(24), Add("x"), As("y")]
[LayerNorm, Dense(48), GELU, Dense(24), Add("y"), Last, Dense(3)]
[CrossEntropy]
public sealed partial class CausalBlock;

/// <summary>More than the stack may hold for a single row.</summary>
[Network, Input(5000)]
[Dense(3), Tanh]
[BinaryCrossEntropy]
public sealed partial class Tall;

/// <summary>Windows, bins and norms of images, cut off by edges in every way, and pictures of other sizes.</summary>
#pragma warning disable ADJ0302 // A dense layer on an image is what is tested here.
[Network, Input(2, 12, 5)]
[Dense(11), GroupNorm(2), Pad(1, 2, 0, 3, Mode = PaddingMode.Reflect), MaxPool2D(3, Stride = 2, Padding = 1), PReLU(Slopes = 2)]
[Upsample(Size = new[] { 13, 9 }, Mode = UpsampleMode.Bilinear), AveragePool2D(5, Stride = 2, Padding = 2, CountIncludePad = false), Dropout2D(0.2f)]
[Upsample(2), MaxPool2D(2), LocalResponseNorm(3), Permute(2, 1, 0), InstanceNorm(Affine = true), AdaptiveAveragePool2D(3, 2)]
[LayerNorm(Axes = 3), Slice(0, 1, 3), Softmax(Axis = 1), Flatten, RMSNorm, Dense(7)]
[CrossEntropy]
public sealed partial class Pictures;
#pragma warning restore ADJ0302

/// <summary>Six steps, of which each reads what the step before has left.</summary>
[Network, Input(6, 3), RNN(5), Last, Dense(2), CrossEntropy]
public sealed partial class Recurrence;

/// <summary>LeNet-5's plan on smaller images.</summary>
[Network, Input(1, 13, 12)]
[Conv2D(6, Kernel = 5), ReLU]
[Conv2D(16, Kernel = 5, Stride = 2, Padding = 1), ReLU]
[Flatten, Dense(10)]
[CrossEntropy]
public sealed partial class SmallLeNet;

/// <summary>Convolutions of every kind: of few and of many channels, depthwise, in groups, transposed, padded with the image's own values.</summary>
[Network, Input(3, 7, 6)]
[Conv2D(24, Kernel = 3, Padding = 1, PaddingMode = PaddingMode.Reflect), Tanh]
[Conv2D(24, Kernel = 3, Groups = 24, Padding = 1), Conv2D(20, Kernel = 1, Groups = 2), SiLU]
[Conv2D(33, Kernel = 3, Padding = 1), Tanh]
[ConvTranspose2D(2, Kernel = 4, Stride = 2, Padding = 1)]
[MeanSquaredError]
public sealed partial class Images;
