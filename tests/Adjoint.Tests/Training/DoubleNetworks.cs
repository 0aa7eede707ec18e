namespace Adjoint.Tests.Training;

/// <summary>A small network of doubles.</summary>
[Network(Precision = Precision.Double), Input(5)]
[Dense(33), Tanh, Dropout(0.25f), Dense(17), GELU, Dense(3)]
[MeanSquaredError]
internal sealed partial class DoubleCurve;

/// <summary>The layer whose usual ε is a matter of precision.</summary>
[Network(Precision = Precision.Double), Input(4)]
[RMSNorm(Affine = false)]
internal sealed partial class DoubleNorm;

/// <summary>The same in floats.</summary>
[Network, Input(5)]
[Dense(33), Tanh, Dropout(0.25f), Dense(17), GELU, Dense(3)]
[MeanSquaredError]
internal sealed partial class FloatCurve;

/// <summary>Two inputs, and two heads with a loss each, in doubles.</summary>
[Network(Precision = Precision.Double, Derivatives = Derivatives.HessianVectorProduct | Derivatives.RowGradients | Derivatives.RowGradientNorms)]
[Input("board", 5, 3), Flatten, Dense(19, Name = "a"), Tanh, As("fromBoard")]
[Input("clock", 2), Dense(7, Name = "b"), Tanh]
[Concat("fromBoard"), Dense(23, Name = "trunk"), ReLU, As("features")]
[Dense(6, Name = "policyHead"), Output("policy")]
[From("features"), Dense(1, Name = "valueHead"), Tanh, Output("value")]
[CrossEntropy(On = "policy", IgnoreIndex = -1), MeanSquaredError(On = "value", Weight = 0.5f)]
internal sealed partial class DoubleTwoHeaded;
