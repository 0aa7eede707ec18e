namespace Classics;

/// <summary>A straight line through points: ŷ = w x + b with the least mean squared error.</summary>
[Network, Input(1)]
[Dense(1)]
[MeanSquaredError]
public sealed partial class LinearRegression;
