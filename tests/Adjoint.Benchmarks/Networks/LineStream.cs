namespace Adjoint.Benchmarks.Networks;

/// <summary>A recurrent layer of 64 units that takes one line of 28 numbers at a time.</summary>
[Network(Step = true), Input(32, 28)]
[LSTM(64)]
public sealed partial class LineStream;
