namespace Adjoint.Benchmarks.Networks;

/// <summary>300-500-300-17 with ReLU.</summary>
[Network, Input(300)]
[Dense(500), ReLU]
[Dense(300), ReLU]
[Dense(17)]
[CrossEntropy]
public sealed partial class WideMlp;
