namespace Adjoint.Benchmarks.Networks;

/// <summary>784-128-10 with ReLU, and what its derivatives ask for.</summary>
[Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.HessianVectorProduct), Input(784)]
[Dense(128), ReLU]
[Dense(10)]
[CrossEntropy]
public sealed partial class DigitsMlpDerivatives;
