namespace Adjoint.Benchmarks.Networks;

/// <summary>Gated recurrent units over the lines of an image.</summary>
[Network, Input(28, 28)]
[GRU(64), Last]
[Dense(10)]
[CrossEntropy]
public sealed partial class GruOfLines;
