namespace Adjoint.Benchmarks.Networks;

/// <summary>Long short-term memory over the lines of an image.</summary>
[Network, Input(28, 28)]
[LSTM(64), Last]
[Dense(10)]
[CrossEntropy]
public sealed partial class LstmOfLines;
