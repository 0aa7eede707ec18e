namespace Names;

/// <summary>Predicts a letter from the five before it. Source: Bengio, Ducharme, Vincent and Jauvin (2003), A neural probabilistic language model.</summary>
[Network, Input(Letters.Context, Tokens = Letters.Count)]
[Embedding(16), Flatten]
[Dense(200), Tanh, Dropout(0.15f)]
[Dense(Letters.Count)]
[CrossEntropy]
public sealed partial class NextLetter;
