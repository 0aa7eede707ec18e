namespace Adjoint.Benchmarks.Networks;

/// <summary>4-32-32-2 with tanh: a control task.</summary>
[Network, Input(4)]
[Dense(32), Tanh]
[Dense(32), Tanh]
[Dense(2)]
[CrossEntropy]
public sealed partial class SmallTanh;
