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
