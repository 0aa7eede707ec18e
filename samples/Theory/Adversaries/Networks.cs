namespace Theory.Adversaries;

/// <summary>A perceptron for digits of 14×14 pixels, with the product that gives the gradient with respect to its input.</summary>
[Network(Derivatives = Derivatives.Vjp), Input(196)]
[Dense(96), ReLU, Dense(96), ReLU, Dense(10)]
[CrossEntropy]
public sealed partial class SmallDigits;
