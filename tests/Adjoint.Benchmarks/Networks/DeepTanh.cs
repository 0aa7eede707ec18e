namespace Adjoint.Benchmarks.Networks;

/// <summary>64-64-64-64-3 with tanh.</summary>
[Network, Input(64)]
[Dense(64), Tanh]
[Dense(64), Tanh]
[Dense(64), Tanh]
[Dense(3)]
[CrossEntropy]
public sealed partial class DeepTanh;
