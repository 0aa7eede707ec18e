namespace Cifar;

/// <summary>Two 3×3 convolutions and a way around them (He, Zhang, Ren and Sun, 2015).</summary>
[Block("width", "stride = 1")]
[As("in"), Conv2D("width", Kernel = 3, Stride = "stride", Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm, As("main")]
[From("in"), Project("width", Stride = "stride"), Add("main"), ReLU]
public abstract class BasicBlock;

/// <summary>ResNet-8: three blocks on images of 32×32, 16×16 and 8×8.</summary>
[Network, Input(3, 32, 32)]
[Conv2D(16, Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU]
[Use<BasicBlock>(16), Use<BasicBlock>(32, 2), Use<BasicBlock>(64, 2)]
[GlobalAveragePool2D, Dense(10)]
[CrossEntropy]
public sealed partial class ResidualNetwork;
