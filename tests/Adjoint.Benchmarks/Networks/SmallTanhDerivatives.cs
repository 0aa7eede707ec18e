namespace Adjoint.Benchmarks.Networks;

/// <summary>4-32-32-2 with tanh, and what its derivatives ask for.</summary>
[Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.HessianVectorProduct), Input(4)]
[Dense(32), Tanh]
[Dense(32), Tanh]
[Dense(2)]
[CrossEntropy]
public sealed partial class SmallTanhDerivatives;
