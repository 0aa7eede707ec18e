namespace Adjoint.Tests.Jit;

/// <summary>The network whose kernels are inspected: the usual first one for handwritten digits.</summary>
[Network, Input(784)]
[Dense(128), ReLU]
[Dense(10)]
[CrossEntropy]
public sealed partial class Digits784;
