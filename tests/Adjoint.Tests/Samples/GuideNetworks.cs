namespace Adjoint.Tests.Samples;

[Network, Input(2)]
[Dense(16), Tanh]
[Dense(3)]
[CrossEntropy]
public sealed partial class Sectors;

[Network, Input(2)]
[Dense(16), Tanh]
[Dense(5)]
[CrossEntropy]
public sealed partial class FiveSectors;

[Network, Input(2)]
[Dense(64, Name = "hidden", Init = Initializer.KaimingNormal), ReLU]
[Dropout(0.2f)]
[Dense(3, Name = "head")]
[CrossEntropy(LabelSmoothing = 0.1f)]
public sealed partial class CautiousSectors;

[Network, Input(3)]
[Dense(8), SiLU]
[Dense(2)]
[MeanSquaredError]
public sealed partial class Curve;

[Network, Input(3, 32, 32)]
[Flatten, Dense(64), ReLU]
[Dense(10)]
[CrossEntropy(Targets = Targets.Probabilities)]
public sealed partial class Shapes;

[Block("width", "hidden = 2 * width")]
[As("in"), Dense("hidden"), SiLU, Dense("width"), Add("in")]
public abstract class Residual;

[Network, Input(2)]
[Dense(12), Use<Residual>(12)]
[Repeat<Residual>(3, 12, 6, Name = "body")]
[Dense(3), CrossEntropy]
public sealed partial class DeepSectors;

[Block("width", "stride = 1")]
[As("in"), Conv2D("width", Kernel = 3, Stride = "stride", Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm, As("main")]
[From("in"), Project("width", Stride = "stride")]
[Add("main"), ReLU]
public abstract class BasicBlock;

[Network, Input(3, 32, 32)]
[Conv2D(8, Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU]
[Repeat<BasicBlock>(2, 8, Name = "layer1")]
[Use<BasicBlock>(16, 2, Name = "layer2.0"), Use<BasicBlock>(16, Name = "layer2.1")]
[GlobalAveragePool2D, Dense(10, Name = "fc"), CrossEntropy]
public sealed partial class SmallResNet;

[Network, Input(3, 32, 32)]
[Conv2D(8, Kernel = 3, Padding = 1, Bias = false, Frozen = true), BatchNorm(Frozen = true), ReLU]
[Repeat<BasicBlock>(2, 8, Name = "layer1", Frozen = true)]
[Use<BasicBlock>(16, 2, Name = "layer2.0", Frozen = true), Use<BasicBlock>(16, Name = "layer2.1")]
[GlobalAveragePool2D, Dense(10, Name = "fc"), CrossEntropy]
public sealed partial class FineTunedResNet;

[Network, Input(3, 9, 9), Conv2D(8, Kernel = 3), ReLU, As("image")]
[Mean(1, 2, KeepAxes = true), Flatten, Dense(4), ReLU, Dense(8), Sigmoid, Reshape(8, 1, 1), Multiply("image")]
[GlobalAveragePool2D, Dense(3), CrossEntropy]
public sealed partial class SqueezeExcite;

[Network, Input("tokens", 16, Tokens = 27)]
[Embedding(24, Name = "wte"), PositionEmbedding(Name = "wpe"), Dense(48), GELU, Dense(24)]
[Dense(27, SharedWith = "wte", Bias = false), CrossEntropy(PerPosition = true)]
public sealed partial class Letters;

/// <summary>A curve, learnt from all rows at once.</summary>
[Network(Precision = Precision.Double, Derivatives = Derivatives.RowGradients), Input(1)]
[Dense(16), Tanh, Dense(1)]
[MeanSquaredError]
public sealed partial class Wave;
