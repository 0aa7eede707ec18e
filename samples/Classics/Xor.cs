namespace Classics;

/// <summary>Exclusive or, which no single layer can compute (Minsky and Papert, 1969): a perceptron with one hidden layer.</summary>
[Network, Input(2)]
[Dense(4), Tanh]
[Dense(1)]
[BinaryCrossEntropy]
public sealed partial class Xor;
