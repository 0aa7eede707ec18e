namespace Adjoint.Tests.Training;

/// <summary>A network with every derivative, of classes.</summary>
[Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.HessianVectorProduct | Derivatives.RowGradients | Derivatives.RowGradientNorms), Input(5)]
[Dense(17), Tanh, Dense(9), GELU, Dense(3), CrossEntropy]
public sealed partial class DerivedClassifier;

/// <summary>The same with more outputs than inputs, so that its Jacobian is computed by columns.</summary>
[Network(Derivatives = Derivatives.Jacobian), Input(2)]
[Dense(9), Tanh, Dense(7), MeanSquaredError]
public sealed partial class WideDerivatives;

/// <summary>A network that trains otherwise than it predicts.</summary>
[Network, Input(5), Dense(16), Tanh, Dropout(0.5f), Dense(3), MeanSquaredError]
public sealed partial class DroppedOut;

/// <summary>Several inputs and outputs.</summary>
[Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input("left", 2), Input("right", 3)]
[From("left"), Dense(4), Tanh, Concat("right"), Dense(4), Tanh, Output("first")]
[Dense(2), Output("second")]
public sealed partial class TwoSided;

/// <summary>A kink at 0, and nothing beside it.</summary>
[Network, VerifyGradients, Input(1), Dense(1, Bias = false), ReLU, MeanSquaredError]
public sealed partial class Kinked;
