namespace Physics;

/// <summary>
/// u(x) = x (1 − x) N(x) with a small network N, so that u(0) = u(1) = 0 whatever its parameters are; and u″, the network's second derivative with respect to its own
/// input, which the loss judges.
/// </summary>
/// <remarks>Source: Lagaris, Likas and Fotiadis, Artificial neural networks for solving ordinary and partial differential equations (1998).</remarks>
[Network, Input("x", 1)]
[Multiply("x"), As("square"), From("x"), Subtract("square"), As("bubble")]
[From("x"), Dense(24), Tanh, Dense(24), Tanh, Dense(1), Multiply("bubble"), Output("u")]
[Tangent("x"), Tangent("x"), Output("curvature")]
[MeanSquaredError(On = "curvature")]
public sealed partial class Deflection;

/// <summary>The same in doubles, with the gradient of each row: what a search by Levenberg–Marquardt needs.</summary>
[Network(Precision = Precision.Double, Derivatives = Derivatives.RowGradients), Input("x", 1)]
[Multiply("x"), As("square"), From("x"), Subtract("square"), As("bubble")]
[From("x"), Dense(24), Tanh, Dense(24), Tanh, Dense(1), Multiply("bubble"), Output("u")]
[Tangent("x"), Tangent("x"), Output("curvature")]
[MeanSquaredError(On = "curvature")]
public sealed partial class ExactDeflection;
