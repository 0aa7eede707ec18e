namespace Adjoint.Benchmarks.Networks;

/// <summary>Long short-term memory over 50 letters, one of 65 each.</summary>
[Network, Input(50, 65)]
[LSTM(128), Last]
[Dense(65)]
[CrossEntropy]
public sealed partial class LstmOfLetters;
