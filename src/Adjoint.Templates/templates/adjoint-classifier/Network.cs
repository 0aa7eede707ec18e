using Adjoint;

namespace AdjointClassifier;

/// <summary>Six numbers of a penguin, and a score for each of three species.</summary>
[Network, Input(6)]
[Dense(16), Tanh]
[Dense(3)]
[CrossEntropy]
public sealed partial class Species;
