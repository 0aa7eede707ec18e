using Adjoint;

namespace Transfer;

[Network, Input(3, 224, 224)]
[Conv2D(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false), BatchNorm(Momentum = 0.01165f), ReLU]
[MaxPool2D(3, Stride = 2, Padding = 1)]
[Repeat<FeaturesBlock>(2, 64)]
[Use<FeaturesBlock2>(128)]
[Use<FeaturesBlock>(128)]
[Use<FeaturesBlock2>(256)]
[Use<FeaturesBlock>(256)]
[Use<FeaturesBlock2>(512)]
[Repeat<FeaturesBlock>(2, 512), GlobalAveragePool2D, Reshape(512, 1, 1)]
public sealed partial class Features;

[Block("width")]
[As("in"), Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm(Momentum = 0.01165f), ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm(Momentum = 0.01165f), Add("in"), ReLU]
public abstract class FeaturesBlock;

[Block("width")]
[As("in"), Conv2D("width", Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm(Momentum = 0.01165f), ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm(Momentum = 0.01165f), As("skip")]
[From("in"), Conv2D("width", Kernel = 1, Stride = 2, Bias = false), BatchNorm(Momentum = 0.01165f), Add("skip"), ReLU]
public abstract class FeaturesBlock2;
