namespace Adjoint.Benchmarks.Networks;

/// <summary>Two convolutions of 64 channels at 56×56.</summary>
[Network, Input(64, 56, 56)]
[Conv2D(64, Kernel = 3, Padding = 1), ReLU]
[Conv2D(64, Kernel = 3, Padding = 1), ReLU]
[GlobalAveragePool2D, Dense(10)]
[CrossEntropy]
public sealed partial class ConvolutionStack;
