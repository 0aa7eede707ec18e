namespace Forecast;

/// <summary>How much warmer tomorrow will be, from the days up to today: one step for each day.</summary>
[Network(Step = true), Input(28, 6)]
[GRU(16), Last, Dense(1)]
[MeanSquaredError]
public sealed partial class Recurrent;

/// <summary>The same from a sum over the numbers of all 28 days.</summary>
[Network, Input(28, 6)]
[Flatten, Dense(1)]
[MeanSquaredError]
public sealed partial class Linear;
