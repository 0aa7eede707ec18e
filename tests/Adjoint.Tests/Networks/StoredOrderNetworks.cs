namespace Adjoint.Tests.Networks;

/// <summary>Two whole groups of outputs and a narrow one.</summary>
[Network, Input(5)]
[Dense(35)]
[MeanSquaredError]
public sealed partial class Rectangle;

/// <summary>The same matrix twice.</summary>
[Network, Input(35)]
[Dense(35, Name = "first"), Tanh, Dense(35, SharedWith = "first")]
[MeanSquaredError]
public sealed partial class Tied;
