namespace Adjoint.Benchmarks.Networks;

/// <summary>Two convolutions of odd sizes, 5→11→23 on 31×31.</summary>
[Network, Input(5, 31, 31)]
[Conv2D(11, Kernel = 3, Padding = 1), ReLU]
[Conv2D(23, Kernel = 3, Padding = 1), ReLU]
[GlobalAveragePool2D, Dense(10)]
[CrossEntropy]
public sealed partial class OddConvolutions;
