namespace Adjoint.Tests.Training;

[Network, Input(96, 5)]
[GRU(64), GRU(64, Bidirectional = true), Last, Dense(1)]
[MeanSquaredError]
public sealed partial class Forecast;

[Block("units")]
[Input("x"), State("h", "units")]
[Dense("units", Name = "ih"), As("a"), From("h"), Dense("units", Name = "hh"), Add("a"), Tanh, Next("h")]
public abstract class Elman;

[Network, Input(28, 5)]
[Scan<Elman>(64), Mean(0), Dense(3)]
[CrossEntropy]
public sealed partial class Gestures;

/// <summary>What stands at an early step is known at the last to what remembers.</summary>
[Network, Input(13, 1), LSTM(7, Layers = 2, Dropout = 0.1f), Last, Dense(2), CrossEntropy]
public sealed partial class Remembering;

[Network(Precision = Precision.Double), Input(5, 3), LSTM(6, Bidirectional = true), Last, Dense(2), MeanSquaredError]
public sealed partial class RecurrentOfDoubles;
