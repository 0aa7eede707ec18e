namespace Digits;

/// <summary>One hidden layer: sooner trained, and wrong about twice as often.</summary>
[Network, Input(784)]
[Dense(128), ReLU]
[Dense(10)]
[CrossEntropy]
public sealed partial class Perceptron;
