namespace Adjoint.Benchmarks.Networks;

/// <summary>4-32-32-2 with tanh, and what its derivatives ask for.</summary>
[Network(Derivatives = global::Adjoint.Derivatives.Vjp | global::Adjoint.Derivatives.Jvp | global::Adjoint.Derivatives.Jacobian | global::Adjoint.Derivatives.HessianVectorProduct), Input(4)]
[Dense(32), Tanh]
[Dense(32), Tanh]
[Dense(2)]
[CrossEntropy]
public sealed partial class SmallTanhDerivatives;
