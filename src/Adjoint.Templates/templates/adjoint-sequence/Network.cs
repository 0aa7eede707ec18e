using Adjoint;

namespace AdjointSequence;

/// <summary>The next value of a sequence from all values before it. It is trained on rows of 64 steps, and followed step by step for as long as one likes.</summary>
[Network(Step = true), Input(64, 1)]
[GRU(16), Dense(1)]
[MeanSquaredError]
public sealed partial class NextValue;
