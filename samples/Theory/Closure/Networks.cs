namespace Theory.Closure;

/// <summary>A ReLU network with two hidden layers.</summary>
[Network, Input(3)]
[Dense(7), ReLU, Dense(5), ReLU, Dense(2)]
[MeanSquaredError]
public sealed partial class F;

/// <summary>Another, with one hidden layer.</summary>
[Network, Input(3)]
[Dense(4), ReLU, Dense(2)]
[MeanSquaredError]
public sealed partial class G;

/// <summary>A third, which reads what <see cref="F"/> yields.</summary>
[Network, Input(2)]
[Dense(6), ReLU, Dense(1)]
[MeanSquaredError]
public sealed partial class H;

/// <summary>The declaration of F + G, as the page derives it.</summary>
[Network, Input(3)]
[Dense(11), ReLU, Dense(9), ReLU, Dense(2)]
[MeanSquaredError]
public sealed partial class SumOfFAndG;

/// <summary>The declaration of H ∘ F, as the page derives it.</summary>
[Network, Input(3)]
[Dense(7), ReLU, Dense(5), ReLU, Dense(6), ReLU, Dense(1)]
[MeanSquaredError]
public sealed partial class HOfF;
