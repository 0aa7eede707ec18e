namespace Theory.Superposition;

/// <summary>Five features in two numbers: x̂ = ReLU(Wᵀ W x + b), judged by Σ I (x̂ − x)² with the features' importance I (Elhage et al., 2022).</summary>
[Network, Input(5), Reshape(1, 5), As("x")]
[Variable(2, 5, Init = Initializer.Normal, Deviation = 0.3, Name = "W"), From("x"), MatMul("W", TransposeB = true), MatMul("W"), As("Wx")]
[Variable(1, 5, Init = Initializer.Zeros, Name = "b"), Add("Wx"), ReLU, As("guess")]
[Variable(1, 5, Frozen = true, Name = "importance"), Multiply("guess"), Flatten]
[MeanSquaredError]
public sealed partial class FiveInTwo;

/// <summary>The same without ReLU.</summary>
[Network, Input(5), Reshape(1, 5), As("x")]
[Variable(2, 5, Init = Initializer.Normal, Deviation = 0.3, Name = "W"), From("x"), MatMul("W", TransposeB = true), MatMul("W"), As("Wx")]
[Variable(1, 5, Init = Initializer.Zeros, Name = "b"), Add("Wx"), As("guess")]
[Variable(1, 5, Frozen = true, Name = "importance"), Multiply("guess"), Flatten]
[MeanSquaredError]
public sealed partial class LinearFiveInTwo;

/// <summary>Two features in one number.</summary>
[Network, Input(2), Reshape(1, 2), As("x")]
[Variable(1, 2, Init = Initializer.Normal, Deviation = 0.5, Name = "W"), From("x"), MatMul("W", TransposeB = true), MatMul("W"), As("Wx")]
[Variable(1, 2, Init = Initializer.Zeros, Name = "b"), Add("Wx"), ReLU, As("guess")]
[Variable(1, 2, Frozen = true, Name = "importance"), Multiply("guess"), Flatten]
[MeanSquaredError]
public sealed partial class TwoInOne;
