using Adjoint;

namespace Nets;

[Network, Input(3, 9, 9)]
[Conv2D(6, Kernel = 3, Padding = 1, Bias = false), ReLU]
[Repeat<SmallResNetBlock>(2, 6, Name = "layer1")]
[Conv2D(10, Kernel = 1, Stride = 2, Bias = false, Name = "widen")]
[Use<SmallResNetBlock>(10, Name = "layer2.0"), GlobalAveragePool2D]
[Dense(3, Name = "fc")]
public sealed partial class SmallResNet;

[Block("width")]
[As("in"), Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm, Add("in"), ReLU]
public abstract class SmallResNetBlock;
