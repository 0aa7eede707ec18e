namespace Theory.Jacobians;

/// <summary>A perceptron with two hidden layers.</summary>
[Network(Precision = Precision.Double, Derivatives = Derivatives.Jacobian | Derivatives.Jvp | Derivatives.Vjp), Input(5)]
[Dense(16), Tanh, Dense(12), Tanh, Dense(3)]
[MeanSquaredError]
public sealed partial class Perceptron;
