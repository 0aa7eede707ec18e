namespace Adjoint.Benchmarks.Networks;

/// <summary>A recurrent layer of 64 units that takes one step at a time.</summary>
[Network(Step = true), Input(32, 64)]
[LSTM(64)]
public sealed partial class WideStream;
