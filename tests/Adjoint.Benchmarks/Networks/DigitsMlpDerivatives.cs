namespace Adjoint.Benchmarks.Networks;

/// <summary>784-128-10 with ReLU, and what its derivatives ask for.</summary>
[Network(Derivatives = global::Adjoint.Derivatives.Vjp | global::Adjoint.Derivatives.Jvp | global::Adjoint.Derivatives.Jacobian | global::Adjoint.Derivatives.HessianVectorProduct), Input(784)]
[Dense(128), ReLU]
[Dense(10)]
[CrossEntropy]
public sealed partial class DigitsMlpDerivatives;
