namespace Adjoint.Benchmarks.Networks;

/// <summary>784-128-10 with ReLU: handwritten digits.</summary>
[Network, Input(784)]
[Dense(128), ReLU]
[Dense(10)]
[CrossEntropy]
public sealed partial class DigitsMlp;
