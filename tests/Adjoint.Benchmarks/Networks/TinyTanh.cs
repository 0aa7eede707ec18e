namespace Adjoint.Benchmarks.Networks;

/// <summary>2-16-2 with tanh.</summary>
[Network, Input(2)]
[Dense(16), Tanh]
[Dense(2)]
[CrossEntropy]
public sealed partial class TinyTanh;
