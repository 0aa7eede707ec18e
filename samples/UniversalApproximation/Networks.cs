namespace UniversalApproximation;

/// <summary>One hidden layer of 2 units.</summary>
[Network, Input(1), Dense(2), Tanh, Dense(1), MeanSquaredError]
public sealed partial class Two;

/// <summary>One hidden layer of 4 units.</summary>
[Network, Input(1), Dense(4), Tanh, Dense(1), MeanSquaredError]
public sealed partial class Four;

/// <summary>One hidden layer of 8 units.</summary>
[Network, Input(1), Dense(8), Tanh, Dense(1), MeanSquaredError]
public sealed partial class Eight;

/// <summary>One hidden layer of 16 units.</summary>
[Network, Input(1), Dense(16), Tanh, Dense(1), MeanSquaredError]
public sealed partial class Sixteen;

/// <summary>One hidden layer of 64 units.</summary>
[Network, Input(1), Dense(64), Tanh, Dense(1), MeanSquaredError]
public sealed partial class SixtyFour;
