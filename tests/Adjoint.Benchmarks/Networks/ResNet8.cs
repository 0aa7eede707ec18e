namespace Adjoint.Benchmarks.Networks;

/// <summary>ResNet-8 on images of CIFAR's size: three blocks at 32×32, 16×16 and 8×8.</summary>
[Network, Input(3, 32, 32)]
[Conv2D(16, Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU]
[Use<ResidualBlock>(16), Use<ResidualBlock>(32, 2), Use<ResidualBlock>(64, 2)]
[GlobalAveragePool2D, Dense(10)]
[CrossEntropy]
public sealed partial class ResNet8;
