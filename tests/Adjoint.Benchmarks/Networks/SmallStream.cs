namespace Adjoint.Benchmarks.Networks;

/// <summary>A recurrent layer of 16 units that takes one step at a time.</summary>
[Network(Step = true), Input(32, 16)]
[LSTM(16)]
public sealed partial class SmallStream;
